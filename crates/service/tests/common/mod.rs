//! A shop of its own for every test.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = "each test binary uses what it needs")]

use std::time::{Duration, Instant};

use contract::{
    ErrorCode, Role,
    inputs::{PublishInput, SaveInput},
};
use engine::{Basket, Quote, basket::Line, units::Quantity};
use serde_json::{Value, json};
use service::{Actor, Administer, Edit, Error, Options, Permit, Publish, Read, Service, access::Proves};
use testing::TestStore;

pub struct Shop {
    pub service: Service,
    pub store: TestStore,
}

/// An empty shop.
pub async fn shop() -> Shop {
    let store = testing::test_store().await;
    let service = Service::new((*store).clone(), quick()).await.unwrap();
    Shop { service, store }
}

/// A shop that begins with a document (without its `podarok`).
pub async fn shop_with(mut document: Value) -> Shop {
    let shop = shop().await;
    document["podarok"] = json!(1);
    shop.service.import(&admin(), &document.to_string(), &[]).await.unwrap();
    shop
}

/// Deadlines that a busy machine keeps, where no test is about them.
pub fn quick() -> Options {
    Options { facts_deadline: Duration::from_secs(5), poll_every: Duration::from_millis(200), ..Options::default() }
}

pub fn actor(role: Role) -> Actor {
    Actor { user_id: None, name: role.as_str().to_owned(), role }
}

pub fn permit<P: Proves>(role: Role) -> Permit<P> {
    actor(role).permit().unwrap()
}

pub fn admin() -> Permit<Administer> {
    permit(Role::Admin)
}

pub fn publisher() -> Permit<Publish> {
    permit(Role::Publisher)
}

pub fn editor() -> Permit<Edit> {
    permit(Role::Editor)
}

pub fn viewer() -> Permit<Read> {
    permit(Role::Viewer)
}

impl Shop {
    /// The same shop on another server, which has connections of its own.
    pub async fn another(&self) -> Service {
        Service::new(self.store.another().await, quick()).await.unwrap()
    }

    pub async fn quote(&self, basket: &Basket) -> Quote {
        quote(&self.service, basket).await
    }

    /// The discount on one tea, in kopecks.
    pub async fn tea_discount(&self) -> i64 {
        self.quote(&basket(&["tea"])).await.discount.minor()
    }
}

pub async fn quote(service: &Service, basket: &Basket) -> Quote {
    service.quote(&service.live(), basket, None).await
}

/// One of each.
pub fn basket(offers: &[&str]) -> Basket {
    let line = |offer: &&str| Line { offer_id: (*offer).to_owned(), quantity: Quantity::ONE, ..Line::default() };
    Basket { lines: offers.iter().map(line).collect(), ..Basket::default() }
}

pub fn basket_of(customer: &str, offers: &[&str]) -> Basket {
    Basket { customer: Some(customer.to_owned()), ..basket(offers) }
}

/// A tea for 100 and a cup for 300.
pub fn goods() -> Value {
    json!([
        { "offer_id": "tea", "name": "Чай", "price": 100 },
        { "offer_id": "cup", "name": "Кружка", "price": 300 }
    ])
}

/// So many percent off everything.
pub fn percent_off(id: &str, percent: u32) -> Value {
    json!({ "id": id, "name": format!("{percent} %"), "effects": [{ "kind": "percent_off", "percent": percent }] })
}

pub fn live(mut item: Value) -> Value {
    item["status"] = json!("live");
    item
}

pub fn new(item: Value) -> SaveInput {
    SaveInput { item, version: None }
}

pub fn over(version: i64, item: Value) -> SaveInput {
    SaveInput { item, version: Some(version) }
}

pub fn at(id: &str, version: i64) -> PublishInput {
    PublishInput { id: id.to_owned(), version }
}

/// The code of an error that was expected.
pub fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> ErrorCode {
    result.unwrap_err().told().code
}

/// Places and English texts of the problems that were expected.
pub fn problems<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, String)> {
    let told = result.unwrap_err().told();
    assert_eq!(told.code, ErrorCode::Invalid, "{told}");
    assert!(told.problems.0.iter().all(|problem| !problem.ru.is_empty() && problem.ru != problem.en), "{told}");
    told.problems.0.into_iter().map(|problem| (problem.place, problem.en)).collect()
}

pub fn places<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    problems(result).into_iter().map(|(place, _)| place).collect()
}

/// Waits until it is so, for two seconds at most.
pub async fn soon<F: AsyncFn() -> bool>(is_so: F) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < Duration::from_secs(2), "it did not come true within two seconds");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
