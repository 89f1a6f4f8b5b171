use contract::RuleKind;
use engine::{Category, Moment, Money, Product, rules::Status};
use store::{NewUser, WorkingCopy};
use testing::{TestStore, test_store};

use crate::things::{NOW, of_kind, product, promotion};

async fn store_with_names() -> TestStore {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let of = |offer: &str, name: &str, price: Option<i64>| Product {
        product_id: Some("423".to_owned()),
        vendor: Some("Softline".to_owned()),
        price: price.map(Money),
        ..product(offer, name)
    };
    tx.upsert_products(&[of("2", "Чехол синий", Some(500)), of("1", "Чехол белый", None), product("3", "Стилус")], NOW)
        .await
        .unwrap();
    let category = Category { id: "183".to_owned(), name: "Чехлы".to_owned(), parent_id: None };
    tx.upsert_categories(&[category]).await.unwrap();
    tx.upsert_segments(&[("SALES", "Только распродажи")]).await.unwrap();
    tx.upsert_pool("Autumn", &[], Moment(1)).await.unwrap();
    tx.insert_working_copy(&promotion("p", "Скидка")).await.unwrap();
    tx.insert_working_copy(&WorkingCopy { status: Some(Status::Archived), ..promotion("old", "Старая скидка") }).await.unwrap();
    tx.insert_working_copy(&of_kind(RuleKind::GiftOptions, "cases", "Чехол на выбор")).await.unwrap();
    tx.commit().await.unwrap();
    store
}

async fn found(store: &TestStore, reference: &str, search: &str) -> Vec<(String, String, Option<Money>)> {
    let names = store.find_names(reference, search, 20).await.unwrap();
    assert!(names.iter().all(|name| name.reference == reference));
    names.into_iter().map(|name| (name.id, name.name, name.price)).collect()
}

fn name(id: &str, name: &str, price: Option<i64>) -> (String, String, Option<Money>) {
    (id.to_owned(), name.to_owned(), price.map(Money))
}

#[tokio::test]
async fn each_reference_has_its_names() {
    let store = store_with_names().await;
    let white = name("1", "Чехол белый", None);
    assert_eq!(found(&store, "offer", "ЧЕХОЛ").await, [white, name("2", "Чехол синий", Some(500))]);
    assert_eq!(found(&store, "product", "").await, [name("423", "Чехол белый", None)], "a card is one thing");
    assert_eq!(found(&store, "vendor", "soft").await, [name("Softline", "Softline", None)]);
    assert_eq!(found(&store, "category", "чехл").await, [name("183", "Чехлы", None)]);
    assert_eq!(found(&store, "segment", "sales").await, [name("SALES", "Только распродажи", None)]);
    assert_eq!(found(&store, "code_pool", "autumn").await, [name("Autumn", "Autumn", None)]);
    assert_eq!(found(&store, "promotion", "скидка").await, [name("p", "Скидка", None)], "not what is archived");
    assert_eq!(found(&store, "gift_options", "").await, [name("cases", "Чехол на выбор", None)]);
    assert_eq!(found(&store, "promo_group", "").await, []);
    assert_eq!(found(&store, "customer", "").await, [], "no reference of these");
    assert_eq!(store.find_names("offer", "", 2).await.unwrap().len(), 2);
}

#[tokio::test]
async fn names_for_ids_of_any_reference() {
    let store = store_with_names().await;
    let things =
        [("offer", "2"), ("promotion", "old"), ("offer", "2"), ("offer", "nothing"), ("tier", "gold"), ("segment", "SALES")];
    let names = store.names_for(&things).await.unwrap();
    let seen: Vec<_> = names.iter().map(|name| (name.reference.as_str(), name.name.as_str(), name.price)).collect();
    assert_eq!(
        seen,
        [
            ("offer", "Чехол синий", Some(Money(500))),
            ("promotion", "Старая скидка", None),
            ("segment", "Только распродажи", None),
        ]
    );
}

#[tokio::test]
async fn a_store_is_empty_until_a_rule_a_product_or_a_user_is_saved() {
    let store = test_store().await;
    assert!(store.is_empty().await.unwrap());
    let tx = store.begin().await.unwrap();
    tx.insert_working_copy(&promotion("p", "Скидка")).await.unwrap();
    assert!(!tx.is_empty().await.unwrap());
    drop(tx);
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    assert!(!tx.is_empty().await.unwrap());
    drop(tx);
    let tx = store.begin().await.unwrap();
    let role = contract::Role::Admin;
    tx.insert_user(&NewUser { name: "admin", password_hash: "", role, at: NOW }).await.unwrap();
    assert!(!tx.is_empty().await.unwrap());
    drop(tx);
    assert!(store.is_empty().await.unwrap());
}
