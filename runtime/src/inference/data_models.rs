//! Data models: descriptions of data for trainings.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, UserPermission as May};
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::records::Training;
use super::refusal::Refusal;
use super::space_store::{SpaceStore, read, set, update};
use super::{Inference, id, location, now, paging};
use crate::store::List;
use crate::stored::Stored;

pub(super) const WHAT: &str = "data model";

impl op::DataModelsApi for Inference {
    type Principal = Caller;

    async fn list_data_models(
        &self,
        call: Call<op::ListDataModels, Caller>,
    ) -> Outcome<op::ListDataModels> {
        call.principal.needs(&May::DataModelsList)?;
        let models = call.principal.space_store.data_models();
        let page = paging::after(&models, call.limit, call.after.as_deref()).await?;
        let page = page.map(|model| model.0);
        Ok(types::DataModelList::new(page.count, page.data, page.has_more))
    }

    async fn create_data_model(
        &self,
        call: Call<op::CreateDataModel, Caller>,
    ) -> Outcome<op::CreateDataModel> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::DataModelsCreate)?;
        let types::DataModelCreate { name, description, .. } = request.body;
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let description = description.unwrap_or_default();
        let model = types::DataModel::new(id.as_str(), name, description, now, now);
        let model = principal.space_store.data_models().create(&id, &Stored(model)).await?.value.0;
        let headers = headers::CreateDataModelHeaders::new()
            .with_location(location("data-models", &model.id));
        Ok(WithHeaders::new(model, headers))
    }

    async fn get_data_model(
        &self,
        call: Call<op::GetDataModel, Caller>,
    ) -> Outcome<op::GetDataModel> {
        call.principal.needs(&May::DataModelsGet)?;
        Ok(read(&call.principal.space_store.data_models(), WHAT, &call.id).await?.value.0)
    }

    async fn update_data_model(
        &self,
        call: Call<op::UpdateDataModel, Caller>,
    ) -> Outcome<op::UpdateDataModel> {
        let Call { request: op::UpdateDataModel { id, body, .. }, principal, .. } = call;
        principal.needs(&May::DataModelsUpdate)?;
        let now = now(&self.clock);
        let model = update(principal.space_store.data_models(), WHAT, &id, |model| {
            set(&mut model.name, body.name);
            set(&mut model.description, body.description);
            model.updated_at = now.into();
            Ok(())
        });
        Ok(model.await?.0)
    }

    async fn delete_data_model(
        &self,
        call: Call<op::DeleteDataModel, Caller>,
    ) -> Outcome<op::DeleteDataModel> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::DataModelsDelete)?;
        remove(&principal.space_store, &request.id).await?;
        Ok(types::EntityId::new(request.id))
    }
}

async fn remove(space_store: &SpaceStore, id: &str) -> Result<(), Refusal> {
    let mut transaction = space_store.store().begin().await?;
    if space_store.data_models().on(&mut transaction).delete(id).await?.is_none() {
        return Err(Refusal::missing(WHAT, id));
    }
    let users = List::new().with_key("data_model", id);
    let trainings = space_store.trainings().on(&mut transaction).list(&users).await?;
    let under_way = |training: &&Training| training.is_under_way();
    if let Some(training) = trainings.items.iter().map(|record| &record.value).find(under_way) {
        let shown = &training.shown;
        let why = format!("The training {} uses it and is {}.", shown.id, shown.status);
        return Err(Refusal::conflict(why));
    }
    transaction.commit().await?;
    Ok(())
}
