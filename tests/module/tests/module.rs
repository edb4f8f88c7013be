//! Tests that generated modules follow their settings.

use std::collections::HashSet;

use counterpart_module::money::Money;
use counterpart_module::{plain, zoo};
use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted};
use counterpart_wire::{Call, Outcome, StatusCode, from_json, to_json};
use zoo::types::{Animal, Kind};
use zoo::{Client, operations};

struct Service;

impl operations::ZooApi for Service {
    type Principal = ();

    async fn all_animals(
        &self,
        call: Call<operations::AllAnimals, ()>,
    ) -> Outcome<operations::AllAnimals> {
        let price = call.request.below;
        let animal = Animal::new("Tom", Kind::Black);
        Ok(price.into_iter().map(|price| animal.clone().with_price(price)).collect())
    }
}

impl operations::StoreOrdersApi for Service {
    type Principal = ();
}

impl operations::DefaultApi for Service {
    type Principal = ();
}

struct Anyone;

impl Authenticator for Anyone {
    type Principal = ();

    async fn authenticate(&self, _: AuthRequest<'_>) -> Result<Granted<()>, AuthError> {
        Ok(().into())
    }
}

fn client() -> Client {
    let app = zoo::server::router(Service, Anyone);
    let builder = Client::builder().base_url("http://localhost").key("k");
    builder.configure(|client| client.transport(app)).build().expect("a client")
}

#[tokio::test]
async fn renamed_items_and_custom_types_round_trip() {
    let price = Money { amount: 12, currency: "EUR".to_owned() };
    let request = operations::AllAnimals::new().with_below(price.clone()).with_limit(3);
    let animals = client().all_animals(request).await.expect("a response");
    let expected = Animal::new("Tom", Kind::Black).with_price(price);
    assert_eq!(animals.as_slice(), std::slice::from_ref(&expected));
    assert_eq!(
        String::from_utf8_lossy(&to_json(&expected)),
        r#"{"name":"Tom","price":"12 EUR","kind":"dark-dog"}"#
    );
    // The settings add `Eq` and `Hash`.
    assert!(HashSet::from([expected.clone()]).contains(&expected));
}

#[tokio::test]
async fn unimplemented_operations_return_501() {
    let result = client().list_orders(operations::ListOrders::new()).await;
    let error = result.expect_err("not implemented");
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
}

#[test]
fn custom_types_report_violations() {
    let read = from_json::<Animal>(br#"{"name":"Tom","kind":"cat","price":"much"}"#);
    let violations = read.expect_err("an invalid amount");
    assert!(format!("{violations:?}").contains("/price"), "{violations:?}");
}

#[test]
fn default_names_come_from_the_document() {
    let pet = plain::types::Pet::new("Tom", plain::types::Kind::DarkDog).with_price("12 EUR");
    assert_eq!(pet.name, "Tom");
}

#[test]
fn build_script_tells_cargo_which_files_to_watch() {
    let output = std::path::Path::new(env!("OUT_DIR")).with_file_name("output");
    let output = std::fs::read_to_string(output).expect("the output of the build script");
    for file in ["counterpart.toml", "pets.yaml", "plain.yaml", "parts/kind.yaml"] {
        let line = format!("cargo::rerun-if-changed={file}");
        assert!(output.lines().any(|found| found == line), "{line} is missing in\n{output}");
    }
}
