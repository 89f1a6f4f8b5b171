use contract::document::Customer;
use engine::facts;
use store::{Filter, SeenSegments, StoreError};
use testing::{TestStore, test_store};

use crate::things::{NOW, customer};

/// Anna with card, tier and segments; Boris, of whom segments alone are known; Vera, who is in none.
async fn store_with_customers() -> TestStore {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let anna = Customer { tier: Some("gold".to_owned()), balance: 1_990, orders: 3, ..customer("anna", Some("12345")) };
    tx.upsert_customers(&[anna, customer("vera", None)], NOW).await.unwrap();
    tx.upsert_segments(&[("SALES", "Только распродажи"), ("VIP", ""), ("EMPTY", "")]).await.unwrap();
    tx.set_list_members("VIP", &["anna".to_owned()], NOW).await.unwrap();
    tx.set_list_members("SALES", &["anna".to_owned(), "boris".to_owned()], NOW).await.unwrap();
    let seen = |customer: &str| SeenSegments {
        customer: customer.to_owned(),
        segments: vec![("SALES".to_owned(), String::new()), ("NEW".to_owned(), String::new())],
        at: NOW,
    };
    tx.remember_segments(&[seen("anna")]).await.unwrap();
    tx.commit().await.unwrap();
    store
}

#[tokio::test]
async fn facts_by_id_and_by_card() {
    let store = store_with_customers().await;
    let anna = facts::Customer {
        id: "anna".to_owned(),
        loyalty_card: Some("12345".to_owned()),
        tier: Some("gold".to_owned()),
        balance: 1_990,
        orders: 3,
        segments: ["NEW", "SALES", "VIP"].map(str::to_owned).to_vec(),
        ..facts::Customer::default()
    };
    assert_eq!(store.facts(Some("anna"), None).await.unwrap().as_ref(), Some(&anna), "each segment once, in order");
    assert_eq!(store.facts(None, Some("12345")).await.unwrap().as_ref(), Some(&anna));

    let vera = facts::Customer { id: "vera".to_owned(), ..facts::Customer::default() };
    assert_eq!(store.facts(Some("vera"), None).await.unwrap().as_ref(), Some(&vera));
    assert_eq!(store.facts(Some("vera"), Some("12345")).await.unwrap(), Some(vera), "the id says who it is, not the card");
}

#[tokio::test]
async fn whom_only_a_segment_knows_is_known() {
    let store = store_with_customers().await;
    let boris = facts::Customer { id: "boris".to_owned(), segments: vec!["SALES".to_owned()], ..facts::Customer::default() };
    assert_eq!(store.facts(Some("boris"), None).await.unwrap(), Some(boris));
}

#[tokio::test]
async fn of_strangers_nothing_is_known() {
    let store = store_with_customers().await;
    for (id, card) in [
        (None, None),
        (Some("nobody"), None),
        (Some("nobody"), Some("12345")),
        (None, Some("54321")),
        (Some("ANNA"), None),
        (Some(""), Some("")),
        (None, Some("")),
        (Some("anna\0"), None),
        (None, Some("12345\0")),
    ] {
        assert_eq!(store.facts(id, card).await.unwrap(), None, "{id:?} {card:?}");
    }
}

#[tokio::test]
async fn an_import_replaces_and_cards_change_hands() {
    let store = store_with_customers().await;
    let tx = store.begin().await.unwrap();
    let swapped = [customer("vera", Some("12345")), customer("anna", Some("777"))];
    tx.upsert_customers(&swapped, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.customer("vera").await.unwrap().unwrap().loyalty_card.as_deref(), Some("12345"));
    assert_eq!(store.customer("anna").await.unwrap(), Some(customer("anna", Some("777"))), "what the file leaves out is gone");
    let owners = store.card_owners(&["777", "12345", "1"]).await.unwrap();
    assert_eq!(owners, [("12345".to_owned(), "vera".to_owned()), ("777".to_owned(), "anna".to_owned())]);
}

#[tokio::test]
async fn a_card_has_one_owner() {
    let store = store_with_customers().await;
    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.upsert_customers(&[customer("gleb", Some("12345"))], NOW).await, Err(StoreError::Duplicate)));
    drop(tx);
    let tx = store.begin().await.unwrap();
    let both = [customer("gleb", Some("9")), customer("dina", Some("9"))];
    assert!(matches!(tx.upsert_customers(&both, NOW).await, Err(StoreError::Duplicate)));
    drop(tx);
    let tx = store.begin().await.unwrap();
    tx.upsert_customers(&[customer("gleb", None), customer("dina", None)], NOW).await.unwrap();
}

#[tokio::test]
async fn customers_are_listed_and_deleted() {
    let store = store_with_customers().await;
    let found = async |search| {
        let (rows, total) = store.list_customers(&Filter { search, ..Filter::default() }).await.unwrap();
        (rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), total)
    };
    assert_eq!(found("").await, (vec!["anna".to_owned(), "vera".to_owned()], 2));
    assert_eq!(found("234").await, (vec!["anna".to_owned()], 1));
    assert_eq!(found("VER").await, (vec!["vera".to_owned()], 1));

    let tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_customers_not_in(&["vera"]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let anna = store.facts(Some("anna"), None).await.unwrap().unwrap();
    assert_eq!((anna.loyalty_card, anna.segments.len()), (None, 3), "the segments still know her");
}
