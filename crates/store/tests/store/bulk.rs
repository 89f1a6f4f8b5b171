//! More rows than one statement can carry.

use contract::document::Customer;
use engine::{Money, Product};
use testing::test_store;

use crate::things::{NOW, customer, product};

#[tokio::test]
async fn five_thousand_products_twice() {
    let store = test_store().await;
    let catalogue = |price: i64| -> Vec<Product> {
        (0..5_000)
            .map(|number| Product {
                price: Some(Money(price + number)),
                category_ids: (0..=number % 5).map(|category| format!("c{category}")).collect(),
                ..product(&format!("{number:05}"), &format!("Товар {number}"))
            })
            .collect()
    };
    for price in [0, 1_000_000] {
        let tx = store.begin().await.unwrap();
        tx.upsert_products(&catalogue(price), NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.all_products().await.unwrap(), catalogue(price));
    }
    assert_eq!(store.product("04999").await.unwrap().unwrap().version, 2);

    let keep: Vec<String> = (0..5_000).step_by(100).map(|number| format!("{number:05}")).collect();
    let keep: Vec<&str> = keep.iter().map(String::as_str).collect();
    let tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_products_not_in(&keep).await.unwrap(), 4_950);
    tx.commit().await.unwrap();
    assert_eq!(store.all_products().await.unwrap().len(), 50);
}

#[tokio::test]
async fn forty_thousand_customers_in_a_list() {
    let store = test_store().await;
    let customers: Vec<Customer> =
        (0..40_000).map(|number| customer(&format!("{number:05}"), Some(&format!("c{number}")))).collect();
    let ids: Vec<String> = customers.iter().map(|customer| customer.id.clone()).collect();
    let tx = store.begin().await.unwrap();
    for _ in 0..2 {
        tx.upsert_customers(&customers, NOW).await.unwrap();
        tx.upsert_segments(&[("all", "Все")]).await.unwrap();
        tx.set_list_members("all", &ids, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(store.list_members("all").await.unwrap(), ids);
    assert_eq!(store.segment("all").await.unwrap().unwrap().customers, 40_000);

    let mut exported: Vec<Customer> = Vec::new();
    loop {
        let piece = store.customers_after(exported.last().map(|last| last.id.as_str()), 15_000).await.unwrap();
        if piece.is_empty() {
            break;
        }
        exported.extend(piece);
    }
    assert_eq!(exported, customers);

    let cards: Vec<String> = (0..40_000).map(|number| format!("c{number}")).collect();
    let cards: Vec<&str> = cards.iter().map(String::as_str).collect();
    assert_eq!(store.card_owners(&cards).await.unwrap().len(), 40_000);
}
