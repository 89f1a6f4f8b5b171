//! Customers by CSV and one by one: all that is wrong is told, what is absent stays, orders are not counted twice.
//!
//! `PODAROK_TEST_LONG=1` takes the full sizes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{
    fmt::Write,
    io::Cursor,
    time::{Duration, Instant},
};

use common::*;
use contract::{
    ErrorCode, Role,
    inputs::{CustomerChange, ListInput},
    views::{ImportedCustomers, KnownCustomer},
};
use serde_json::{Value, json};
use service::{
    Error,
    orders::{NewOrder, OrderState},
};

async fn import(shop: &Shop, text: &str) -> Result<ImportedCustomers, Error> {
    shop.service.import_customers(&publisher(), Cursor::new(text.as_bytes().to_vec()), false).await
}

async fn customer(shop: &Shop, id: &str) -> KnownCustomer {
    shop.service.customer(&publisher(), id).await.unwrap()
}

/// Card, tier, balance, orders.
async fn numbers(shop: &Shop, id: &str) -> (Option<String>, Option<String>, i64, i64) {
    let KnownCustomer { id: _, loyalty_card, tier, balance, orders, segments: _ } = customer(shop, id).await;
    (loyalty_card, tier, balance, orders)
}

fn of(card: &str, tier: &str, balance: i64, orders: i64) -> (Option<String>, Option<String>, i64, i64) {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (some(card), some(tier), balance, orders)
}

async fn put(shop: &Shop, id: &str, change: Value) -> Result<KnownCustomer, Error> {
    let change: CustomerChange = serde_json::from_value(change).unwrap();
    shop.service.save_customer(&publisher(), id, &change).await
}

fn order(uuid: &str, state: OrderState) -> NewOrder {
    NewOrder { uuid: uuid.to_owned(), state, points: 100, basket: basket_of("anna", &["tea", "cup"]), ..NewOrder::default() }
}

/// Points pay all, and nothing is earned.
async fn shop_with_points() -> Shop {
    shop_with(json!({ "products": goods(), "settings": { "bonuses": { "earn_percent": 0, "spend_percent": 100 } } })).await
}

#[tokio::test]
async fn a_file_is_written_and_what_it_has_no_column_for_stays() {
    let shop =
        shop_with(json!({ "customers": [{ "id": "anna", "loyalty_card": "1", "tier": "gold", "balance": 5, "orders": 2 }] }))
            .await;
    let imported = import(&shop, "id;balance\nanna;1990\nboris;7\n").await.unwrap();
    assert_eq!(imported, ImportedCustomers { rows: 2, written: 2 });
    assert_eq!(numbers(&shop, "anna").await, of("1", "gold", 1_990, 2));
    assert_eq!(numbers(&shop, "boris").await, of("", "", 7, 0));
    import(&shop, "id,loyalty_card,tier,balance,orders\nanna,,silver,1,9\n").await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "silver", 1, 9));
    // It is found by a card that an import gave it, and by no other.
    import(&shop, "id,loyalty_card\nanna,NEW-77\n").await.unwrap();
    let find = async |search: &str| {
        let input = ListInput { search: search.to_owned(), ..ListInput::default() };
        shop.service.list_customers(&publisher(), &input).await.unwrap().total
    };
    assert_eq!((find("new-77").await, find("1").await, find("an").await), (1, 0, 1));
    let (rows, _) = shop.store.audit_log(None, &store::Filter::default()).await.unwrap();
    assert!(rows.iter().all(|row| !format!("{row:?}").contains("anna")), "{rows:#?}");
}

#[tokio::test]
async fn where_anything_is_wrong_nothing_is_written_and_a_dry_run_writes_nothing() {
    let shop = shop_with(json!({ "customers": [{ "id": "vera", "loyalty_card": "7" }] })).await;
    let text = "id,loyalty_card,balance\nanna,1,5\nboris,1,x\nanna,2,5\nolga,7,1\nlast,8,1\nlast2,8,1\n";
    let found = problems(import(&shop, text).await);
    let told: Vec<_> = found.iter().map(|(place, en)| (place.as_str(), en.as_str())).collect();
    assert_eq!(
        told,
        [
            ("line[3].balance", "must be a whole number from 0 to 1000000000000"),
            ("line[4].id", "is the same as in line 2"),
            ("line[7].loyalty_card", "is the same as in line 6"),
            ("line[5].loyalty_card", "is the card of another customer, who is not in the file"),
        ]
    );
    assert_eq!(code(shop.service.customer(&publisher(), "anna").await), ErrorCode::NotFound);

    let good = Cursor::new(b"id,loyalty_card\nanna,1\n".to_vec());
    let checked = shop.service.import_customers(&publisher(), good, true).await.unwrap();
    assert_eq!(checked, ImportedCustomers { rows: 1, written: 0 });
    assert_eq!(code(shop.service.customer(&publisher(), "anna").await), ErrorCode::NotFound);
    let many: String = (0..500).fold("id\n".to_owned(), |text, _| text + "\"\"\n");
    assert_eq!(problems(import(&shop, &many).await).len(), 101);
}

#[tokio::test]
async fn cards_change_hands_however_far_apart_their_owners_stand() {
    let count = 5_000;
    let cards = |shift: usize| {
        (0..count).fold("id,loyalty_card\n".to_owned(), |mut text, number| {
            writeln!(text, "c{number},card{}", (number + shift) % count).unwrap();
            text
        })
    };
    let shop = shop().await;
    import(&shop, &cards(0)).await.unwrap();
    import(&shop, &cards(2_500)).await.unwrap();
    assert_eq!(numbers(&shop, "c0").await, of("card2500", "", 0, 0));
    assert_eq!(numbers(&shop, "c4999").await, of("card2499", "", 0, 0));
    // Whoever keeps a card that the file gives to somebody else is named in vain.
    assert_eq!(places(import(&shop, "id,loyalty_card\nc1,card2500\n").await), ["line[2].loyalty_card"]);
}

#[tokio::test]
async fn balance_and_orders_are_what_was_imported_last_and_our_orders_since() {
    let shop = shop_with_points().await;
    import(&shop, "id,balance,orders\nanna,1000,3\n").await.unwrap();
    shop.service.record_order(&order("before", OrderState::Placed)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 900, 4));
    // The system of the retailer knows of that order now, and of one more.
    import(&shop, "id,balance,orders\nanna,800,5\n").await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 800, 5));
    shop.service.record_order(&order("since", OrderState::Placed)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 700, 6));
    // What was imported does not change by an order that it knew of.
    shop.service.record_order(&order("before", OrderState::Canceled)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 700, 6));
    shop.service.record_order(&order("since", OrderState::Canceled)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 800, 5));
}

#[tokio::test]
async fn a_balance_that_comes_alone_leaves_orders_their_own() {
    let shop = shop_with_points().await;
    import(&shop, "id,balance,orders\nanna,1000,3\n").await.unwrap();
    shop.service.record_order(&order("a", OrderState::Placed)).await.unwrap();
    import(&shop, "id,balance\nanna,5000\n").await.unwrap();
    import(&shop, "id,tier\nanna,gold\n").await.unwrap();
    shop.service.record_order(&order("a", OrderState::Canceled)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "gold", 5_000, 3), "the points were in the import, the order was not");
}

#[tokio::test]
async fn one_customer_is_changed_field_by_field() {
    let shop = shop_with_points().await;
    put(&shop, "anna", json!({ "loyalty_card": " 77 ", "tier": "gold", "balance": 1000, "orders": 1 })).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("77", "gold", 1_000, 1));
    put(&shop, "anna", json!({ "tier": null })).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("77", "", 1_000, 1));
    shop.service.record_order(&order("a", OrderState::Placed)).await.unwrap();
    let known = put(&shop, "anna", json!({ "balance": null, "loyalty_card": "" })).await.unwrap();
    assert_eq!((known.balance, known.loyalty_card, known.orders), (0, None, 2));
    shop.service.record_order(&order("a", OrderState::Canceled)).await.unwrap();
    assert_eq!(numbers(&shop, "anna").await, of("", "", 0, 1));

    put(&shop, "boris", json!({ "loyalty_card": "1" })).await.unwrap();
    assert_eq!(places(put(&shop, "anna", json!({ "loyalty_card": "1" })).await), ["loyalty_card"]);
    assert_eq!(
        places(put(&shop, "anna", json!({ "balance": -1, "orders": -1, "tier": "x".repeat(129) })).await),
        ["tier", "balance", "orders"]
    );
    assert_eq!(places(put(&shop, "", json!({})).await), ["id"]);
    assert_eq!(code(shop.service.customer(&publisher(), "nobody").await), ErrorCode::NotFound);
    let (rows, _) = shop.store.audit_log(None, &store::Filter::default()).await.unwrap();
    let about: Vec<_> = rows.iter().filter(|row| row.kind == "customer").collect();
    assert!(about.len() >= 4 && about.iter().all(|row| row.id.starts_with("hashed/")), "{about:#?}");
    assert!(actor(Role::Editor).permit::<service::Publish>().is_err(), "customers are for publishers");
}

/// A million of them by `PODAROK_TEST_LONG=1`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_are_not_held_up_by_an_import() {
    let count = if std::env::var_os("PODAROK_TEST_LONG").is_some_and(|value| value == "1") { 1_000_000 } else { 20_000 };
    let shop = shop_with(json!({ "products": goods() })).await;
    let text = (0..count).fold("id,loyalty_card,tier,balance,orders\n".to_owned(), |mut text, number| {
        writeln!(text, "customer-{number},card-{number},gold,{},{}", number % 1_000, number % 7).unwrap();
        text
    });
    let (service, start) = (shop.service.clone(), Instant::now());
    let importing =
        tokio::spawn(async move { service.import_customers(&publisher(), Cursor::new(text.into_bytes()), false).await });
    let (mut slowest, mut recorded) = (Duration::ZERO, 0);
    while !importing.is_finished() {
        let order = NewOrder { uuid: format!("o{recorded}"), basket: basket_of("anna", &["tea"]), ..NewOrder::default() };
        let asked = Instant::now();
        shop.service.record_order(&order).await.unwrap();
        slowest = slowest.max(asked.elapsed());
        recorded += 1;
    }
    assert_eq!(importing.await.unwrap().unwrap(), ImportedCustomers { rows: count, written: count });
    println!("{count} customers in {:?}, {recorded} orders meanwhile, the slowest in {slowest:?}", start.elapsed());
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    assert_eq!(customer(&shop, "customer-19999").await.balance, 999);
    assert_eq!(customer(&shop, "anna").await.orders, recorded);
}
