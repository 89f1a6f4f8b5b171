//! Both databases find the same and sort the same: neither knows the case of Cyrillic as the other does.

use contract::RuleKind;
use store::Filter;
use testing::{TestStore, test_store};

use crate::things::promotion;

async fn store_with(names: &[&str]) -> TestStore {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    for (number, name) in names.iter().enumerate() {
        tx.insert_working_copy(&promotion(&format!("P{number}"), name)).await.unwrap();
    }
    tx.commit().await.unwrap();
    store
}

async fn found(store: &TestStore, search: &str) -> Vec<String> {
    let (rows, total) = store.list_working_copies(RuleKind::Promotion, &Filter { search, ..Filter::default() }).await.unwrap();
    assert_eq!(total, u64::try_from(rows.len()).unwrap());
    rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn any_part_is_found_in_any_case() {
    let store = store_with(&["Скидка на чехлы", "Подарок", "SALE"]).await;
    for search in ["СКИДКА", "скидка", "сКид", "на Ч", " чехлы "] {
        assert_eq!(found(&store, search).await, ["Скидка на чехлы"], "{search:?}");
    }
    assert_eq!(found(&store, "sale").await, ["SALE"]);
    assert_eq!(found(&store, "ｓａｌｅ").await, ["SALE"], "NFKC");
    assert_eq!(found(&store, "p1").await, ["Подарок"], "by the id as well");
    assert_eq!(found(&store, "").await.len(), 3);
    assert_eq!(found(&store, "скидкана").await.len(), 0);
}

#[tokio::test]
async fn signs_that_mean_something_to_the_database_mean_themselves() {
    let store = store_with(&["100%", "100!", "a_b", "aXb", r"a\b", "it's"]).await;
    for (search, expected) in
        [("%", "100%"), ("0%", "100%"), ("!", "100!"), ("_", "a_b"), ("a_b", "a_b"), ("\\", r"a\b"), ("'", "it's")]
    {
        assert_eq!(found(&store, search).await, [expected], "{search:?}");
    }
    for nothing in ["%%", "!%", "%_%", "a%b"] {
        assert!(found(&store, nothing).await.is_empty(), "{nothing:?}");
    }
}

#[tokio::test]
async fn a_search_of_any_length_is_answered() {
    let store = store_with(&["Скидка"]).await;
    assert_eq!(found(&store, &"я%".repeat(100_000)).await.len(), 0);
    assert_eq!(found(&store, "\0").await.len(), 1, "nothing is left of it, so it finds all");
}

#[tokio::test]
async fn the_order_is_by_bytes() {
    let store = store_with(&["ёлка", "яблоко", "Арбуз", "zebra", "10", "9", "a b", "a-b", "ab", "_", "Ель"]).await;
    assert_eq!(found(&store, "").await, ["10", "9", "_", "a b", "a-b", "ab", "zebra", "Арбуз", "Ель", "яблоко", "ёлка"]);
}
