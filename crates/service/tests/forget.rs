//! Whom the shop forgets is nowhere any more: the whole database is searched for them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{collections::BTreeSet, time::Instant};

use common::*;
use contract::{
    ErrorCode,
    views::{CallKind, Forgotten},
};
use engine::{Basket, PersonalOffer, Promotion, basket::Delivery, facts::Used};
use serde_json::{Value, json};
use service::{
    calls::{Call, CallLogOptions, Kept, Protocol},
    orders::{NewOrder, OrderState, RecordedOrder},
};
use store::CallFilter;

const ID: &str = "anna-4711";
const CARD: &str = "9001-0042";
const KLADR: &str = "7700000000012";
const FIAS: &str = "0c5b2444-70a0-4932-980c-b4dc0d3f02b5";

/// Sale for everybody, once each; a pool of codes; an offer that gives one of them to her list.
fn document() -> Value {
    let off = |id: &str, more: Value| {
        let mut promotion =
            json!({ "id": id, "name": id, "status": "live", "effects": [{ "kind": "amount_off", "amount": 10 }] });
        promotion.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        promotion
    };
    json!({
        "products": goods(),
        "customers": [{ "id": ID, "loyalty_card": CARD, "tier": "gold", "balance": 500, "orders": 3 }, { "id": "boris" }],
        "segments": [{ "id": "LIST", "name": "Список", "customers": [ID, "boris"] }],
        "code_pools": [{ "id": "pool", "codes": ["P1", "P2"] }],
        "promotions": [
            off("each", json!({ "limits": { "uses_per_customer": 1, "uses": 10 } })),
            off("pooled", json!({ "code_pool": "pool" })),
            off("till", json!({ "codes": ["TILL"], "limits": { "uses_per_customer": 1 } })),
        ],
        "personal_offers": [{ "id": "own", "name": "Свой код", "status": "live", "code_pool": "pool", "audience": { "segments": ["LIST"] } }],
    })
}

/// With a home, and the card at hand.
fn order(uuid: &str, customer: Option<&str>) -> NewOrder {
    let delivery = Delivery {
        city: Some("Москва".to_owned()),
        kladr: Some(KLADR.to_owned()),
        fias: vec![FIAS.to_owned()],
        outlet: Some("outlet-17".to_owned()),
        ..Delivery::default()
    };
    let basket = Basket {
        customer: customer.map(str::to_owned),
        loyalty_card: Some(CARD.to_owned()),
        delivery,
        ..basket(&["tea", "cup"])
    };
    NewOrder { uuid: uuid.to_owned(), basket, ..NewOrder::default() }
}

async fn record(shop: &Shop, order: &NewOrder) -> RecordedOrder {
    shop.service.record_order(order).await.unwrap()
}

async fn used(shop: &Shop, promotion: &str) -> Used {
    shop.store.usage_of(&[promotion]).await.unwrap().first().map(|(_, used)| *used).unwrap_or_default()
}

/// The tables that say any of this.
async fn tables_with(shop: &Shop, texts: &[&str]) -> BTreeSet<String> {
    let rows = store::testing::dump(&shop.store).await.unwrap();
    assert!(rows.iter().any(|(table, row)| table == "products" && row.contains("tea")), "the search finds what is there");
    rows.into_iter().filter(|(_, row)| texts.iter().any(|text| row.contains(text))).map(|(table, _)| table).collect()
}

fn tables(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Everything that can be known of her.
async fn shop_that_knows_her() -> (Shop, NewOrder) {
    let shop = shop_with(document()).await;
    let service = &shop.service;
    let offers = service.personal_offers(Some(ID), &[("SEEN".to_owned(), "Из приложения".to_owned())]).await;
    let own_code = offers.iter().find_map(|answer| answer.code.clone()).unwrap();
    let mut first = order("first", Some(ID));
    first.basket.code = Some(own_code);
    assert_eq!(record(&shop, &first).await.total.minor(), 38_000, "each, and the code of her own");
    // By her card alone; and shown by somebody else.
    record(&shop, &order("by-card", None)).await;
    record(&shop, &order("with-her-card", Some("boris"))).await;
    let early = NewOrder { state: OrderState::Canceled, ..order("canceled-first", Some(ID)) };
    record(&shop, &early).await;
    service.redeem_at_till("TILL", "till-1", Some(ID)).await.unwrap().unwrap();
    (shop, first)
}

#[tokio::test]
async fn nothing_is_left_of_whom_the_shop_forgets() {
    let (shop, _) = shop_that_knows_her().await;
    let known = ["customers", "customer_usage", "orders", "pool_codes", "redemptions", "segment_members"];
    assert_eq!(tables_with(&shop, &[ID]).await, tables(&known));
    assert_eq!(tables_with(&shop, &[CARD]).await, tables(&["customers", "orders"]));

    let forgotten = shop.service.forget_customer(&publisher(), ID).await.unwrap();
    assert_eq!(shop.service.forgotten(&publisher(), &forgotten.hash).await.unwrap(), forgotten);
    assert_eq!(forgotten.calls, 0);
    let Forgotten { hash, calls: _, customer, segments, promotions, codes, redemptions, orders, audit_rows, named_in } =
        forgotten;
    assert!(customer && named_in.is_empty());
    assert_eq!((segments, promotions, codes, redemptions, orders, audit_rows), (2, 3, 2, 3, 4, 0));
    assert_eq!(tables_with(&shop, &[ID, CARD]).await, tables(&[]));
    // The address of somebody else is theirs.
    let with_address = store::testing::dump(&shop.store).await.unwrap();
    let with_address: Vec<_> =
        with_address.into_iter().filter(|(_, row)| [KLADR, FIAS, "outlet-17"].iter().any(|text| row.contains(text))).collect();
    assert_eq!(with_address.len(), 1, "{with_address:#?}");
    assert!(with_address[0].1.contains("boris"));

    // The books add up as they did, and say that it was somebody.
    assert_eq!(used(&shop, "each").await.uses, 2);
    let record = shop.service.order(&publisher(), "first").await.unwrap().record;
    assert_eq!(record.basket.delivery.city.as_deref(), Some("Москва"));
    assert!(hash.starts_with("hashed/"));
    assert_eq!(record.basket.customer, Some(hash));
    assert_eq!(code(shop.service.forget_customer(&publisher(), ID).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_forgotten_customer_is_a_stranger_and_may_come_back() {
    let (shop, first) = shop_that_knows_her().await;
    shop.service.forget_customer(&publisher(), ID).await.unwrap();
    assert_eq!(shop.store.facts(Some(ID), Some(CARD)).await.unwrap(), None);
    let offers = shop.service.personal_offers(Some(ID), &[]).await;
    assert!(offers.is_empty(), "{offers:?}");

    // The same order again is the same order, and brings nothing back.
    assert_eq!(record(&shop, &first).await.message, "");
    assert_eq!(tables_with(&shop, &[ID, CARD]).await, tables(&[]));
    let other = NewOrder { basket: basket_of(ID, &["tea"]), ..first };
    assert_ne!(record(&shop, &other).await.message, "");

    // Who orders anew is known anew.
    assert_eq!(
        record(&shop, &NewOrder { uuid: "new".to_owned(), basket: basket_of(ID, &["tea"]), ..NewOrder::default() })
            .await
            .total
            .minor(),
        9_000
    );
    assert_eq!(shop.store.facts(Some(ID), None).await.unwrap().unwrap().orders, 1);
}

#[tokio::test]
async fn an_order_of_a_forgotten_customer_still_gives_back_what_it_used_up() {
    let (shop, first) = shop_that_knows_her().await;
    shop.service.forget_customer(&publisher(), ID).await.unwrap();
    assert_eq!((used(&shop, "each").await.uses, used(&shop, "pooled").await.uses), (2, 1));
    record(&shop, &NewOrder { state: OrderState::Canceled, ..first }).await;
    assert_eq!((used(&shop, "each").await.uses, used(&shop, "pooled").await.uses), (1, 0));
    assert_eq!(used(&shop, "till").await.uses, 1);
    assert!(shop.service.cancel_at_till("till-1").await.unwrap().unwrap().canceled);
    assert_eq!(used(&shop, "till").await, Used::default());
    assert_eq!(tables_with(&shop, &[ID, CARD]).await, tables(&[]));
}

#[tokio::test]
async fn what_was_published_is_listed_and_not_rewritten() {
    let shop = shop_with(document()).await;
    let only = json!({ "id": "hers", "name": "Ей", "conditions": { "kind": "customer", "any": [ID, "boris"] },
        "effects": [{ "kind": "amount_off", "amount": 1 }] });
    let offer = json!({ "id": "letter", "name": "Письмо", "promocode": "X", "audience": { "customers": [ID] } });
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(only)).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("hers", saved.version)).await.unwrap();
    shop.service.save_rule::<PersonalOffer>(&editor(), &new(offer)).await.unwrap();
    record(&shop, &order("other", Some("vera"))).await;

    let forgotten = shop.service.forget_customer(&publisher(), ID).await.unwrap();
    let named: Vec<_> =
        forgotten.named_in.iter().map(|rule| (rule.id.as_str(), rule.working_copy, rule.revisions.clone())).collect();
    assert_eq!(named, [("letter", true, vec![]), ("hers", true, vec![1])]);
    assert!(forgotten.audit_rows >= 3, "{forgotten:?}");
    assert_eq!(forgotten.orders, 1, "her name stood among the reasons of another's order");
    let still = ["revisions", "rule_links", "rulesets", "working_copies"];
    assert_eq!(tables_with(&shop, &[ID, CARD]).await, tables(&still));
    // The log still says what was done, and to whom by hash.
    let (rows, _) = shop.store.audit_log(Some(("promotion", "hers")), &store::Filter::default()).await.unwrap();
    assert!(rows.iter().all(|row| row.after.as_deref().unwrap().contains("hashed/")), "{rows:#?}");
    let (rows, _) = shop.store.audit_log(None, &store::Filter::default()).await.unwrap();
    assert_eq!((rows[0].action.as_str(), rows[0].kind.as_str()), ("forget", "customer"));
    assert!(rows[0].id.starts_with("hashed/"));
}

#[tokio::test]
async fn ids_that_are_odd_texts_are_found_and_others_are_left_alone() {
    let odd = r#"a"b\c%_!'é"#;
    let shop = shop_with(json!({ "products": goods(), "customers": [{ "id": odd }, { "id": "4711" }, { "id": "47110" }] })).await;
    for (uuid, id) in [("1", odd), ("2", "4711"), ("3", "47110")] {
        record(&shop, &NewOrder { uuid: uuid.to_owned(), basket: basket_of(id, &["tea"]), ..NewOrder::default() }).await;
    }
    assert_eq!(shop.service.forget_customer(&publisher(), odd).await.unwrap().orders, 1);
    assert_eq!(shop.service.forget_customer(&publisher(), "4711").await.unwrap().orders, 1);
    assert_eq!(shop.store.customer("47110").await.unwrap().unwrap().orders, 1);
    assert_eq!(tables_with(&shop, &["é"]).await, tables(&[]));
    assert_eq!(shop.store.order("3").await.unwrap().unwrap().customer.as_deref(), Some("47110"));
}

#[tokio::test]
async fn instances_share_one_secret_and_installations_do_not() {
    let (shop, elsewhere) = (shop().await, shop().await);
    let (here, there) = (shop.another().await, shop.another().await);
    let (first, second) = tokio::join!(here.keyed_hash("anna"), there.keyed_hash("anna"));
    assert_eq!(first.unwrap(), second.unwrap());
    let hash = shop.service.keyed_hash("anna").await.unwrap();
    assert_eq!(hash.len(), 64);
    assert_ne!(hash, elsewhere.service.keyed_hash("anna").await.unwrap());
    assert_ne!(hash, shop.service.keyed_hash("boris").await.unwrap());
}

/// A request of several orders, as it is kept.
fn keep(request: Option<&[u8]>, _: &[u8]) -> Kept {
    let request = String::from_utf8(request.unwrap().to_vec()).unwrap();
    let of: Value = serde_json::from_str(&request).unwrap();
    let customer = of["orders"][0]["externalUserId"].as_str().map(str::to_owned);
    Kept { request: Some(request), customer, ..Kept::default() }
}

#[tokio::test]
async fn calls_about_a_forgotten_customer_are_deleted() {
    let shop = shop_with(document()).await;
    let log = shop.store.call_log().await;
    shop.service.start_call_log(log.clone(), CallLogOptions::default(), Protocol { keep, read: |_, _| None }).await.unwrap();
    let call = |customers: &[&str]| {
        let orders: Vec<_> = customers.iter().map(|id| json!({ "externalUserId": id })).collect();
        shop.service.log_call(Call {
            kind: CallKind::Orders,
            arrived: Instant::now(),
            status: 200,
            key_name: None,
            request: Some(json!({ "orders": orders }).to_string().into()),
            answer: "{}".into(),
        });
    };
    for customers in [&[ID][..], &["boris", ID], &["boris"]] {
        call(customers);
    }
    let written = async || log.list(&CallFilter::default(), 10).await.unwrap();
    soon(async || written().await.len() == 3).await;
    assert_eq!(shop.service.forget_customer(&publisher(), ID).await.unwrap().calls, 2);
    let left = written().await;
    assert!(left.len() == 1 && !format!("{left:?}").contains(ID), "{left:#?}");
}
