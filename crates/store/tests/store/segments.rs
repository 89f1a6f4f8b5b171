use contract::document::Segment;
use engine::Moment;
use store::{Filter, SeenSegments, StoreError, StoredSegment};
use testing::{TestStore, test_store};

use crate::things::NOW;

const LATER: Moment = Moment(NOW.0 + 60);

fn seen(customer: &str, segments: &[(&str, &str)], at: Moment) -> SeenSegments {
    let segments = segments.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
    SeenSegments { customer: customer.to_owned(), segments, at }
}

async fn remember(store: &TestStore, seen: &[SeenSegments]) {
    let tx = store.begin().await.unwrap();
    tx.remember_segments(seen).await.unwrap();
    tx.commit().await.unwrap();
}

fn ids(customers: &[&str]) -> Vec<String> {
    customers.iter().map(|id| (*id).to_owned()).collect()
}

#[tokio::test]
async fn what_was_seen_of_a_customer_is_replaced() {
    let store = test_store().await;
    remember(&store, &[seen("1", &[("A", "Альфа"), ("B", "Бета")], NOW), seen("2", &[("A", "")], NOW)]).await;
    remember(&store, &[seen("1", &[("B", "Другое имя"), ("C", "")], LATER)]).await;
    assert_eq!(store.segments_of("1").await.unwrap(), ["B", "C"]);
    assert_eq!(store.segments_of("2").await.unwrap(), ["A"], "of others nothing is forgotten");

    let (segments, total) = store.list_segments(&Filter::default()).await.unwrap();
    let segment = |id: &str, name: &str, at: Moment, customers: u64| StoredSegment {
        id: id.to_owned(),
        name: name.to_owned(),
        last_seen_at: Some(at),
        version: 1,
        customers,
    };
    let expected = [segment("C", "", LATER, 1), segment("A", "Альфа", NOW, 1), segment("B", "Бета", LATER, 1)];
    assert_eq!((segments.as_slice(), total), (expected.as_slice(), 3), "the first name stays; the nameless come first");

    remember(&store, &[seen("1", &[], LATER)]).await;
    assert!(store.segments_of("1").await.unwrap().is_empty());
}

#[tokio::test]
async fn of_one_customer_in_a_batch_the_last_counts() {
    let store = test_store().await;
    let batch = [seen("1", &[("A", ""), ("A", "")], NOW), seen("2", &[("A", "Альфа")], NOW), seen("1", &[("B", "")], NOW)];
    remember(&store, &batch).await;
    assert_eq!(store.segments_of("1").await.unwrap(), ["B"]);
    assert_eq!(store.segment("A").await.unwrap().unwrap().name, "Альфа");
    remember(&store, &[]).await;
}

#[tokio::test]
async fn what_cannot_be_kept_does_not_hold_up_the_rest() {
    let store = test_store().await;
    let batch = [seen("1\0", &[("A", "")], NOW), seen("2", &[("A\0", ""), ("B", "\0"), ("C", "")], NOW)];
    remember(&store, &batch).await;
    assert_eq!(store.segments_of("2").await.unwrap(), ["C"]);
}

#[tokio::test]
async fn two_instances_see_the_same_customer() {
    let store = test_store().await;
    let mut seeing = tokio::task::JoinSet::new();
    for number in 0..10 {
        let instance = store.another().await;
        seeing.spawn(async move {
            let tx = instance.begin().await?;
            tx.remember_segments(&[seen("1", &[("A", ""), ("B", "")], Moment(number)), seen("2", &[("A", "")], NOW)]).await?;
            tx.commit().await
        });
    }
    while let Some(seen) = seeing.join_next().await {
        seen.unwrap().unwrap();
    }
    assert_eq!(store.segments_of("1").await.unwrap(), ["A", "B"]);
}

#[tokio::test]
async fn our_list_and_what_was_seen_do_not_touch_each_other() {
    let store = test_store().await;
    remember(&store, &[seen("1", &[("A", "")], NOW), seen("2", &[("A", "")], NOW)]).await;
    let tx = store.begin().await.unwrap();
    tx.set_list_members("A", &ids(&["3", "1", "3"]), NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.list_members("A").await.unwrap(), ["1", "3"]);
    assert_eq!(store.own_lists_of("1").await.unwrap(), ["A"]);
    assert!(store.own_lists_of("2").await.unwrap().is_empty(), "only seen in it");
    assert_eq!(store.segment("A").await.unwrap().unwrap().customers, 3, "who is in both counts once");

    let tx = store.begin().await.unwrap();
    tx.set_list_members("A", &ids(&["4"]), NOW).await.unwrap();
    tx.commit().await.unwrap();
    remember(&store, &[seen("2", &[], LATER)]).await;
    assert_eq!(store.list_members("A").await.unwrap(), ["4"]);
    assert_eq!(store.segments_of("1").await.unwrap(), ["A"], "still seen there");
    assert!(store.segments_of("2").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_segment_is_made_renamed_and_imported() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_segment("A", "Альфа").await.unwrap();
    assert_eq!(tx.update_segment("A", "Первый", 1).await.unwrap(), 2);
    assert!(matches!(tx.update_segment("A", "Второй", 1).await, Err(StoreError::Conflict)));
    tx.upsert_segments(&[("A", ""), ("B", "Бета"), ("B", "Бета!")]).await.unwrap();
    tx.set_list_members("B", &ids(&["2", "1"]), NOW).await.unwrap();
    tx.commit().await.unwrap();

    let a = store.segment("A").await.unwrap().unwrap();
    assert_eq!((a.name.as_str(), a.version, a.last_seen_at), ("Первый", 3, None), "an empty name keeps the name");
    let (found, total) = store.list_segments(&Filter { search: "перв", ..Filter::default() }).await.unwrap();
    assert_eq!((found, total), (vec![a], 1));
    let expected = [
        Segment { id: "A".to_owned(), name: "Первый".to_owned(), customers: Vec::new() },
        Segment { id: "B".to_owned(), name: "Бета!".to_owned(), customers: ids(&["1", "2"]) },
    ];
    assert_eq!(store.all_segments().await.unwrap(), expected);
    assert_eq!(store.known_segments(&["C", "B", "A", "B"]).await.unwrap(), ["A", "B"]);

    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.insert_segment("A", "").await, Err(StoreError::Duplicate)));
    drop(tx);
    let tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_segments_not_in(&["A"]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(store.segment("B").await.unwrap(), None);
    assert!(store.segments_of("1").await.unwrap().is_empty(), "its members went with it");
}
