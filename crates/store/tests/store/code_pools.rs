use contract::document::CodePool;
use engine::Moment;
use store::{CodeState, CodesWanted, PoolNumbers, StoreError};
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

#[tokio::test]
async fn codes_are_counted_listed_and_switched_by_what_has_become_of_them() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.upsert_pool("empty", &[], Moment(1)).await.unwrap();
    assert!(tx.insert_pool("p").await.unwrap() && !tx.insert_pool("p").await.unwrap());
    let pairs = |list: &[&str]| list.iter().map(|key| ((*key).to_owned(), key.to_uppercase())).collect::<Vec<_>>();
    assert_eq!(tx.insert_codes("p", pairs(&["a1", "a2", "a3", "b1", "b2"]), Moment(1)).await.unwrap(), 5);
    assert_eq!(tx.insert_codes("p", pairs(&["b2", "b3"]), Moment(2)).await.unwrap(), 1, "what is there stays as it is");
    assert!(tx.redeem_pool_code("a1", "order/o", None, Moment(3)).await.unwrap());
    let given = tx.give_code("p", "anna", Moment(3)).await.unwrap().unwrap();
    assert_eq!(given.state(), CodeState::Given);
    assert!(tx.switch_code("p", "b3", false).await.unwrap());
    assert!(!tx.switch_code("p", "b3", false).await.unwrap() && !tx.switch_code("empty", "b2", false).await.unwrap());
    tx.commit().await.unwrap();

    let numbers = PoolNumbers { pool: "p".to_owned(), total: 6, free: 3, given: 1, redeemed: 1, off: 1 };
    let empty = PoolNumbers { pool: "empty".to_owned(), ..PoolNumbers::default() };
    assert_eq!(store.pool_numbers(None).await.unwrap(), [empty, numbers.clone()]);
    assert_eq!(store.pool_numbers(Some("p")).await.unwrap(), [numbers]);
    let list = async |state, prefix: &str, after: Option<&str>| {
        let wanted = CodesWanted { pool: "p", state, prefix, after, most: 2 };
        store.codes_of_pool(&wanted).await.unwrap().into_iter().map(|row| row.code).collect::<Vec<_>>()
    };
    assert_eq!(list(None, "a", None).await, ["A1", "A2"]);
    assert_eq!(list(None, "a", Some("a2")).await, ["A3"]);
    assert_eq!(list(Some(CodeState::Redeemed), "", None).await, ["A1"]);
    assert_eq!(list(Some(CodeState::Off), "", None).await, ["B3"]);
    assert_eq!((store.count_codes("b").await.unwrap(), store.count_codes("").await.unwrap()), (3, 6));

    let tx = store.begin().await.unwrap();
    let mut switched = 0;
    let mut after = String::new();
    while let Some((count, last)) = tx.switch_codes("p", false, &after, 2).await.unwrap() {
        (switched, after) = (switched + count, last);
    }
    assert_eq!(switched, 4, "but what is redeemed, or off already");
    assert_eq!(tx.delete_free_codes("p", &["a1", "a2", "a3", "b1", "b2", "b3", "x"]).await.unwrap(), 4);
    tx.commit().await.unwrap();
    assert!(store.has_pool("p").await.unwrap() && !store.has_pool("q").await.unwrap());
}
