//! Several servers, and the command line beside them, on one database.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::*;
use contract::Role;
use engine::{Product, Promotion};
use serde_json::json;
use service::{KeyScope, Options, Service};

#[tokio::test]
async fn another_server_sees_a_publication_within_two_seconds() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let other = Service::new(shop.store.another().await, Options::default()).await.unwrap();
    shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("sale", 10))).await.unwrap();
    shop.service.publish_rule::<Promotion>(&publisher(), &at("sale", 1)).await.unwrap();
    assert_eq!(shop.tea_discount().await, 1_000, "the server that published at once");
    soon(async || quote(&other, &basket(&["tea"])).await.discount.minor() == 1_000).await;
    assert_eq!(other.live().ruleset_hash, shop.service.live().ruleset_hash);
    other.stop().await;
}

#[tokio::test]
async fn a_price_counts_at_once_here_and_soon_elsewhere() {
    let shop = shop_with(json!({ "products": goods() })).await;
    let other = shop.another().await;
    let tea = shop.service.product(&viewer(), "tea").await.unwrap();
    let dearer = over(tea.version, json!({ "offer_id": "tea", "name": "Чай", "price": "150,50" }));
    let saved = shop.service.save_product(&editor(), &dearer).await.unwrap();
    assert_eq!(saved.version, tea.version + 1);
    assert_eq!(shop.quote(&basket(&["tea"])).await.total.minor(), 15_050);
    soon(async || quote(&other, &basket(&["tea"])).await.total.minor() == 15_050).await;
    let stale = shop.service.save_product(&editor(), &dearer).await;
    assert_eq!(code(stale), contract::ErrorCode::Conflict);
    let taken = shop.service.save_product(&editor(), &new(dearer.item)).await;
    assert_eq!(places(taken), ["offer_id"]);
    let nowhere = new(json!({ "offer_id": "x", "name": "X", "category_ids": ["none"] }));
    assert_eq!(places(shop.service.save_product(&editor(), &nowhere).await), ["category_ids[0]"]);
    let product: Product = shop.service.product(&viewer(), "tea").await.unwrap().product;
    assert_eq!(product.price.unwrap().minor(), 15_050);
    other.stop().await;
}

#[tokio::test]
async fn keys_that_are_added_beside_a_running_server_open_soon() {
    let shop = shop().await;
    let other = Service::new(shop.store.another().await, Options::default()).await.unwrap();
    let key = other.add_key(&admin(), "till", KeyScope::Webhook, None).await.unwrap();
    assert!(key.key.starts_with("pdk_"));
    assert!(other.key_name(&key.key, KeyScope::Webhook).is_some());
    assert!(other.key_name(&key.key, KeyScope::Orders).is_none());
    soon(async || shop.service.key_name(&key.key, KeyScope::Webhook).is_some()).await;
    assert!(shop.service.key_name("pdk_something", KeyScope::Webhook).is_none());

    let stored = shop.store.api_keys().await.unwrap().remove(0);
    assert!(!format!("{stored:?}").contains(&key.key), "only the hash is kept");
    let tx = shop.store.begin().await.unwrap();
    tx.set_api_key_active(stored.id, false).await.unwrap();
    tx.raise_counter(store::Counter::Keys).await.unwrap();
    tx.commit().await.unwrap();
    soon(async || shop.service.key_name(&key.key, KeyScope::Webhook).is_none()).await;
    other.stop().await;
}

#[tokio::test]
async fn keys_of_the_management_api_and_no_others_have_a_role() {
    let shop = shop().await;
    let without = shop.service.add_key(&admin(), "erp", KeyScope::Api, None).await;
    assert_eq!(places(without), ["role"]);
    let with = shop.service.add_key(&admin(), "shop", KeyScope::Webhook, Some(Role::Editor)).await;
    assert_eq!(places(with), ["role"]);
    let key = shop.service.add_key(&admin(), " erp ", KeyScope::Api, Some(Role::Editor)).await.unwrap();
    let actor = shop.service.actor_of_key(&key.key).unwrap();
    assert_eq!((actor.name.as_str(), actor.role, actor.user_id), ("erp", Role::Editor, None));
    assert_eq!(shop.service.actor_of_key("pdk_something"), None);
}

#[tokio::test]
async fn a_server_answers_from_memory_while_the_database_is_away() {
    let shop = shop_with(json!({ "products": goods(), "promotions": [live(percent_off("sale", 10))] })).await;
    assert!(shop.service.ready().await);
    (*shop.store).clone().close().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(shop.tea_discount().await, 1_000);
    assert!(!shop.service.ready().await);
    let saved = shop.service.save_rule::<Promotion>(&editor(), &new(percent_off("more", 10))).await;
    assert_eq!(code(saved), contract::ErrorCode::Unavailable);
    shop.service.stop().await;
}
