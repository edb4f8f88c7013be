//! The conversations of a tenant in the store. An addition is one transaction: the items, the text index and the
//! updated conversation.

use jiff::Timestamp;
use uuid::Uuid;

use super::item::{Activity, Conversation, Item, Speaker};
use super::no_conversation;
use crate::agents::directory;
use crate::agents::refusal::Refusal;
use crate::clock::Clock;
use crate::responder::{self, Turn};
use crate::store::{Collection, Document, Index, List, Record, Scope, StoreError, Transaction};

/// The part of the store with the conversations.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Log {
    scope: Scope,
    clock: Clock,
}

/// The result of adding a message to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(in crate::agents) enum Said {
    Added,
    /// The conversation does not exist.
    Missing,
    /// The conversation has no room for another message.
    Full,
}

impl Said {
    /// Returns the response, unless the message was added.
    pub(in crate::agents) fn refuse(self) -> Result<(), Refusal> {
        let why = "The conversation has reached its maximum size. Start a new one.";
        match self {
            Self::Added => Ok(()),
            Self::Missing => Err(no_conversation()),
            Self::Full => Err(Refusal::invalid("conversation_id", "too_long", why)),
        }
    }
}

impl Log {
    pub(in crate::agents) fn new(scope: Scope, clock: Clock) -> Self {
        Self { scope, clock }
    }

    pub(in crate::agents) fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(super) fn conversations(&self) -> Collection<Conversation> {
        self.scope.collection("conversations")
    }

    pub(super) fn activity(&self) -> Collection<Activity> {
        self.scope
            .collection("activity")
            .key("agent", |activity: &Activity| [activity.agent.clone()])
            .key("conversation", |activity: &Activity| [activity.conversation.clone()])
    }

    /// Returns the items of a conversation, by sequence number.
    pub(super) fn items(&self, conversation: &str) -> Collection<Item> {
        self.scope.collection(format!("conversation {conversation}: items"))
    }

    /// Returns the index of messages; ids consist of the conversation's id and the sequence number.
    pub(super) fn index(&self) -> Index {
        self.scope.index("messages")
    }

    pub(in crate::agents) async fn get(
        &self,
        id: &str,
    ) -> Result<Option<Record<Conversation>>, StoreError> {
        self.conversations().get(id).await
    }

    /// Starts a conversation with an agent in a transaction and returns its id.
    pub(in crate::agents) async fn begin_in(
        &self,
        transaction: &mut Transaction,
        agent: &str,
        items: Vec<Item>,
    ) -> Result<String, StoreError> {
        let id = Uuid::new_v4().to_string();
        let now = self.clock.now();
        let conversation = Conversation {
            agent: agent.to_owned(),
            active_agent: agent.to_owned(),
            agents: Vec::new(),
            messages: 0,
            last_message: String::new(),
            started_at: now,
            updated_at: now,
            items: 0,
            bytes: 0,
            activity: String::new(),
        };
        self.extend(transaction, &id, conversation, items).await?;
        Ok(id)
    }

    /// Adds a user's message to a conversation in a transaction, if there is room for it.
    pub(in crate::agents) async fn say_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        message: Item,
    ) -> Result<Said, StoreError> {
        let found = self.conversations().on(transaction).get(id).await?;
        match found.map(|record| record.value) {
            None => Ok(Said::Missing),
            Some(conversation) if conversation.is_full() => Ok(Said::Full),
            Some(conversation) => {
                self.extend(transaction, id, conversation, vec![message]).await?;
                Ok(Said::Added)
            }
        }
    }

    /// Adds items to a conversation in a transaction. Returns whether the conversation exists.
    pub(in crate::agents) async fn add_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
        items: Vec<Item>,
    ) -> Result<bool, StoreError> {
        let found = self.conversations().on(transaction).get(id).await?;
        let Some(conversation) = found.map(|record| record.value) else { return Ok(false) };
        self.extend(transaction, id, conversation, items).await?;
        Ok(true)
    }

    async fn extend(
        &self,
        transaction: &mut Transaction,
        id: &str,
        mut conversation: Conversation,
        items: Vec<Item>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        for item in items {
            conversation.items += 1;
            conversation.bytes = conversation.bytes.saturating_add(item.size());
            let number = conversation.items.to_string();
            self.take_part(transaction, &mut conversation, &item, now).await?;
            if let (Some(_), Some(text)) = (item.speaker, &item.text) {
                conversation.messages += 1;
                conversation.last_message.clone_from(text);
                let (id, text) = (document_id(id, &number), text.clone());
                let document = Document { id, title: String::new(), text };
                self.index().put_in(transaction, &[document]).await?;
            }
            self.items(id).on(transaction).create(&number, &item).await?;
        }
        conversation.updated_at = now;
        self.activate(transaction, id, &mut conversation).await?;
        self.conversations().on(transaction).put(id, &conversation).await?;
        Ok(())
    }

    async fn take_part(
        &self,
        transaction: &mut Transaction,
        conversation: &mut Conversation,
        item: &Item,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(agent) = &item.agent else { return Ok(()) };
        conversation.active_agent.clone_from(agent);
        let is_new = !conversation.agents.contains(agent);
        if is_new {
            conversation.agents.push(agent.clone());
        }
        directory::used_in(transaction, &self.scope, agent, is_new, now).await
    }

    /// Moves a conversation to the top of the list, and records this at its previous position.
    async fn activate(
        &self,
        transaction: &mut Transaction,
        id: &str,
        conversation: &mut Conversation,
    ) -> Result<(), StoreError> {
        let activity = self.activity();
        let (conversation_id, agent) = (id.to_owned(), conversation.agent.clone());
        let fresh = Activity { conversation: conversation_id, agent, next: None };
        let fresh = activity.on(transaction).create(&Uuid::new_v4().to_string(), &fresh).await?;
        if let Some(last) = activity.on(transaction).get(&conversation.activity).await? {
            let value = Activity { next: Some(fresh.seq), ..last.value };
            activity.on(transaction).put(&last.id, &value).await?;
        }
        conversation.activity = fresh.id;
        Ok(())
    }

    /// Deletes a conversation with all its data. Returns whether it existed.
    pub(super) async fn delete(&self, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        if self.conversations().on(&mut transaction).delete(id).await?.is_none() {
            return Ok(false);
        }
        self.items(id).on(&mut transaction).clear().await?;
        self.activity().on(&mut transaction).delete_by_key("conversation", id).await?;
        transaction.commit().await?;
        self.index().delete_below(&document_id(id, "")).await?;
        Ok(true)
    }

    /// Returns all items of a conversation that can be continued, oldest first, as the context of the next message.
    pub(in crate::agents) async fn context(
        &self,
        id: &str,
    ) -> Result<Result<Vec<Record<Item>>, Said>, StoreError> {
        match self.get(id).await? {
            // An unknown conversation has no items.
            None => Ok(Ok(Vec::new())),
            Some(found) if found.value.is_full() => Ok(Err(Said::Full)),
            Some(_) => Ok(Ok(self.all(id).await?)),
        }
    }

    /// Returns all items of a conversation, oldest first.
    pub(in crate::agents) async fn all(&self, id: &str) -> Result<Vec<Record<Item>>, StoreError> {
        Ok(self.items(id).list(&List::new()).await?.items)
    }
}

/// Returns the history for an agent to continue from: up to a response, or all of it. `None` if the response does not
/// exist.
pub(in crate::agents) fn turns(items: &[Record<Item>], up_to: Option<&str>) -> Option<Vec<Turn>> {
    let end = match up_to {
        None => items.len(),
        Some(response) => {
            let is_it = |item: &Record<Item>| item.value.response_id.as_deref() == Some(response);
            items.iter().rposition(is_it)? + 1
        }
    };
    let said = items.iter().take(end).filter_map(|record| {
        let speaker = match record.value.speaker? {
            Speaker::User => responder::Speaker::User,
            Speaker::Assistant => responder::Speaker::Model,
        };
        Some(Turn::new(speaker, record.value.text.clone()?))
    });
    Some(said.collect())
}

fn document_id(conversation: &str, number: &str) -> String {
    format!("{conversation}/{number}")
}
