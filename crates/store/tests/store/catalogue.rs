use engine::{Category, Money, Percent, Product};
use store::{Filter, StoreError};
use testing::test_store;

use crate::things::{NOW, product};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn a_product_comes_back_as_it_was_saved() {
    let store = test_store().await;
    let full = Product {
        product_id: Some("423".to_owned()),
        price: Some(Money(i64::MAX)),
        category_ids: texts(&["183", "6323", "7"]),
        vendor: Some("Софтлайн".to_owned()),
        max_discount_percent: Percent(3_333),
        no_discounts: true,
        use_bonuses: false,
        available: false,
        ..product("42345", "Чехол")
    };
    let bare = Product { price: None, ..product("2", "Стилус") };
    let tx = store.begin().await.unwrap();
    tx.insert_product(&full, NOW).await.unwrap();
    tx.insert_product(&bare, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let stored = store.product("42345").await.unwrap().unwrap();
    assert_eq!((stored.product, stored.version, stored.changed_at), (full.clone(), 1, NOW));
    assert_eq!(store.all_products().await.unwrap(), [bare, full]);
    assert_eq!(store.product("3").await.unwrap(), None);
}

#[tokio::test]
async fn a_save_names_the_version_that_it_saw() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Чехол"), NOW).await.unwrap();
    let changed = Product { category_ids: texts(&["7"]), ..product("1", "Чехол синий") };
    assert_eq!(tx.update_product(&changed, 1, NOW).await.unwrap(), 2);
    assert!(matches!(tx.update_product(&product("1", "Чехол"), 1, NOW).await, Err(StoreError::Conflict)));
    assert!(matches!(tx.update_product(&product("2", "Нет"), 1, NOW).await, Err(StoreError::Conflict)));
    let stored = tx.product("1").await.unwrap().unwrap();
    assert_eq!((stored.product, stored.version), (changed, 2));
    assert!(matches!(tx.insert_product(&product("1", "Чехол"), NOW).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn an_import_inserts_replaces_and_raises_versions() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_product(&Product { category_ids: texts(&["7", "8"]), ..product("1", "Старое") }, NOW).await.unwrap();
    let new = [
        product("1", "Новое, первая строка"),
        Product { category_ids: texts(&["9", "9", "7"]), vendor: None, ..product("1", "Новое") },
        product("2", "Другое"),
    ];
    tx.upsert_products(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let stored = store.product("1").await.unwrap().unwrap();
    assert_eq!((stored.product.name.as_str(), stored.version), ("Новое", 2), "of two rows the last");
    assert_eq!(stored.product.category_ids, ["9", "7"], "named twice is named once");
    assert_eq!(store.product("2").await.unwrap().unwrap().version, 1);

    let tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_products_not_in(&["2", "3"]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(store.all_products().await.unwrap(), [product("2", "Другое")]);
    // Its categories went with it.
    let tx = store.begin().await.unwrap();
    tx.insert_product(&product("1", "Снова"), NOW).await.unwrap();
    assert!(tx.product("1").await.unwrap().unwrap().product.category_ids.is_empty());
}

#[tokio::test]
async fn products_are_found_by_name_ids_and_vendor() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let case = Product {
        product_id: Some("КАРТА-1".to_owned()), vendor: Some("Ёлка".to_owned()), ..product("A-1", "Чехол")
    };
    tx.upsert_products(&[case, product("B-2", "Адаптер")], NOW).await.unwrap();
    tx.commit().await.unwrap();
    for search in ["ЧЕХОЛ", "a-1", "карта", "ёлка"] {
        let (rows, total) = store.list_products(&Filter { search, ..Filter::default() }).await.unwrap();
        assert_eq!((rows.len(), total, rows[0].product.offer_id.as_str()), (1, 1, "A-1"), "{search}");
    }
    let (rows, total) = store.list_products(&Filter { per_page: 1, ..Filter::default() }).await.unwrap();
    assert_eq!((rows[0].product.name.as_str(), total), ("Адаптер", 2), "in the order of the names");
}

#[tokio::test]
async fn categories_are_replaced_and_deleted() {
    let store = test_store().await;
    let category =
        |id: &str, name: &str| Category { id: id.to_owned(), name: name.to_owned(), parent_id: Some("6323".to_owned()) };
    let tx = store.begin().await.unwrap();
    tx.upsert_categories(&[category("183", "Чехлы"), category("6323", "Техника"), category("7", "Прочее")]).await.unwrap();
    tx.upsert_categories(&[Category { parent_id: None, ..category("6323", "Вся техника") }]).await.unwrap();
    assert_eq!(tx.delete_categories_not_in(&["183", "6323"]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let expected = [category("183", "Чехлы"), Category { parent_id: None, ..category("6323", "Вся техника") }];
    assert_eq!(store.all_categories().await.unwrap(), expected);
}
