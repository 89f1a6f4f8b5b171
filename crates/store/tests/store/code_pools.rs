use contract::document::CodePool;
use engine::Moment;
use store::StoreError;
use testing::test_store;

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn pool(id: &str, list: &[&str]) -> CodePool {
    CodePool { id: id.to_owned(), codes: codes(list) }
}

#[tokio::test]
async fn codes_are_added_and_compared_as_customers_type_them() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.upsert_pool("autumn", &codes(&["B9Q4", "A7K2"]), Moment(1)).await.unwrap();
    tx.upsert_pool("autumn", &codes(&[" a7k2 ", "СКИДКА", "скидка"]), Moment(1)).await.unwrap();
    tx.upsert_pool("empty", &[], Moment(1)).await.unwrap();
    tx.commit().await.unwrap();
    let pools = store.all_code_pools().await.unwrap();
    assert_eq!(pools[1], pool("empty", &[]));
    assert_eq!(
        (pools[0].id.as_str(), pools[0].codes[..2].to_vec(), pools[0].codes.len()),
        ("autumn", codes(&["A7K2", "B9Q4"]), 3)
    );
    assert_eq!(store.code_pool_ids().await.unwrap(), ["autumn", "empty"]);
    let found = store.pools_of_codes(&["Ａ7К2", "ａ7ｋ2", "нет"]).await.unwrap();
    assert_eq!(
        found,
        [("A7K2".to_owned(), "autumn".to_owned())],
        "wide Latin letters are the same, Cyrillic look-alikes are not"
    );
}

#[tokio::test]
async fn a_code_is_in_one_pool() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.upsert_pool("autumn", &codes(&["A7K2"]), Moment(1)).await.unwrap();
    assert!(matches!(tx.upsert_pool("winter", &codes(&["B9Q4", "a7k2"]), Moment(1)).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn codes_and_pools_that_are_left_out_can_be_deleted() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.upsert_pool("autumn", &codes(&["A", "B", "C"]), Moment(1)).await.unwrap();
    tx.upsert_pool("winter", &codes(&["D"]), Moment(1)).await.unwrap();
    assert_eq!(tx.delete_codes_not_in("autumn", &codes(&["b", "Z"])).await.unwrap(), 2);
    assert_eq!(tx.all_code_pools().await.unwrap(), [pool("autumn", &["B"]), pool("winter", &["D"])]);
    assert_eq!(tx.delete_pools_not_in(&["winter"]).await.unwrap(), 1);
    assert_eq!(tx.all_code_pools().await.unwrap(), [pool("winter", &["D"])]);
    tx.upsert_pool("spring", &codes(&["B"]), Moment(1)).await.unwrap();
}
