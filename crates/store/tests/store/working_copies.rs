use contract::RuleKind;
use engine::{Moment, rules::Status};
use store::{Filter, StoreError, WorkingCopy};
use testing::test_store;

use crate::things::{of_kind, promotion};

#[tokio::test]
async fn it_comes_back_as_it_was_saved_byte_for_byte() {
    let store = test_store().await;
    let copy = WorkingCopy {
        starts_at: Some(Moment(i64::MIN)),
        ends_at: Some(Moment(i64::MAX)),
        body: "{\"name\":\"Ёлка 🎄  '\\\\' \\u0000 %_\",\"a\":1.50}\n".repeat(5_000),
        published_version: Some(7),
        published_revision: Some(3),
        ..promotion("a", "A")
    };
    let tx = store.begin().await.unwrap();
    tx.insert_working_copy(&copy).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.working_copy(RuleKind::Promotion, "a").await.unwrap(), Some(copy));
    assert_eq!(store.working_copy(RuleKind::PromoGroup, "a").await.unwrap(), None, "an id is of its kind");
    assert_eq!(store.working_copy(RuleKind::Promotion, "A").await.unwrap(), None, "ids are case-sensitive");
}

#[tokio::test]
async fn an_id_is_never_used_twice_for_one_kind() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let archived = WorkingCopy { status: Some(Status::Archived), ..promotion("a", "A") };
    tx.insert_working_copy(&archived).await.unwrap();
    tx.insert_working_copy(&of_kind(RuleKind::PersonalOffer, "a", "A")).await.unwrap();
    tx.insert_working_copy(&promotion("A", "A")).await.unwrap();
    assert!(matches!(tx.insert_working_copy(&promotion("a", "Новая")).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn of_two_who_save_the_same_version_the_second_is_told() {
    let store = test_store().await;
    let first = promotion("a", "A");
    let tx = store.begin().await.unwrap();
    tx.insert_working_copy(&first).await.unwrap();
    tx.commit().await.unwrap();

    let mut saving = tokio::task::JoinSet::new();
    for name in ["Анна", "Борис"] {
        let instance = store.another().await;
        let copy = WorkingCopy { name: name.to_owned(), version: 2, created_at: Moment(0), ..first.clone() };
        saving.spawn(async move {
            let tx = instance.begin().await.unwrap();
            tx.update_working_copy(&copy, 1).await?;
            tx.commit().await.map(|()| copy)
        });
    }
    let results = saving.join_all().await;
    let saved: Vec<&WorkingCopy> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
    assert_eq!(saved.len(), 1);
    assert!(results.iter().any(|result| matches!(result, Err(StoreError::Conflict))), "{results:?}");

    let stored = store.working_copy(RuleKind::Promotion, "a").await.unwrap().unwrap();
    assert_eq!(stored, WorkingCopy { created_at: first.created_at, ..saved[0].clone() });
}

#[tokio::test]
async fn saving_what_is_not_there_is_a_conflict() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_working_copy(&promotion("a", "A")).await.unwrap();
    assert!(matches!(tx.update_working_copy(&promotion("b", "B"), 1).await, Err(StoreError::Conflict)));
    assert!(matches!(tx.update_working_copy(&promotion("a", "A"), 2).await, Err(StoreError::Conflict)));
    assert!(matches!(tx.update_working_copy(&of_kind(RuleKind::PromoGroup, "a", "A"), 1).await, Err(StoreError::Conflict)));
    let changed = WorkingCopy { status: None, lane: None, starts_at: None, version: 2, ..promotion("a", "A") };
    tx.update_working_copy(&changed, 1).await.unwrap();
    assert_eq!(tx.working_copy(RuleKind::Promotion, "a").await.unwrap(), Some(changed), "what is none becomes none");
}

#[tokio::test]
async fn lists_are_of_a_kind_by_status_and_in_pages() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    for (number, status) in (1..=25).zip(Status::ALL.into_iter().cycle()) {
        let copy = WorkingCopy { status: Some(status), ..promotion(&format!("p{number}"), &format!("Акция {number:02}")) };
        tx.insert_working_copy(&copy).await.unwrap();
    }
    tx.insert_working_copy(&of_kind(RuleKind::GiftOptions, "gifts", "Акция")).await.unwrap();
    tx.commit().await.unwrap();

    let list = async |filter: Filter<'_>| {
        let (rows, total) = store.list_working_copies(RuleKind::Promotion, &filter).await.unwrap();
        (rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), total)
    };
    let (rows, total) = list(Filter::default()).await;
    assert_eq!((rows.len(), total), (25, 25));
    assert!(rows.is_sorted());
    let page = |page| Filter { page, per_page: 10, ..Filter::default() };
    assert_eq!(list(page(0)).await, list(page(1)).await, "0 is 1");
    let (rows, total) = list(page(3)).await;
    assert_eq!((rows, total), ((21..=25).map(|number| format!("Акция {number}")).collect(), 25));
    for beyond in [4, u64::MAX] {
        assert_eq!(list(page(beyond)).await, (Vec::new(), 25));
    }
    let (rows, total) = list(Filter { statuses: &[Status::Live, Status::Paused], per_page: 5, ..Filter::default() }).await;
    assert_eq!((rows.len(), total), (5, 12));
    assert_eq!(rows[..2], ["Акция 02", "Акция 03"]);

    let all = store.all_working_copies(RuleKind::GiftOptions).await.unwrap();
    assert_eq!(all, [of_kind(RuleKind::GiftOptions, "gifts", "Акция")]);
}
