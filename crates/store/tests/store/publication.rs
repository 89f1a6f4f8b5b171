use contract::RuleKind;
use engine::rules::Status;
use store::{AuditRow, Counter, Counters, Filter, NewRevision, Revision, Store};
use testing::test_store;

use crate::things::{NOW, promotion};

fn revision<'a>(kind: RuleKind, id: &'a str, body: &'a str) -> NewRevision<'a> {
    let status = kind.has_status().then_some(Status::Live);
    NewRevision { kind, id, version: 4, status, format: 1, body, at: NOW, by: "Анна" }
}

/// One publication as the service makes it; the number of the thing's revision and of the ruleset's.
async fn publish(store: &Store, id: &str, body: &str) -> (i64, i64) {
    let tx = store.begin().await.unwrap();
    tx.lock_ruleset().await.unwrap();
    let revision = tx.add_revision(&revision(RuleKind::Promotion, id, body)).await.unwrap();
    let ruleset = tx.raise_ruleset(&format!("hash of {body}"), body, NOW, "Анна").await.unwrap();
    tx.commit().await.unwrap();
    (revision, ruleset)
}

#[tokio::test]
async fn twenty_at_once_raise_the_revision_twenty_times() {
    let store = test_store().await;
    let mut publishing = tokio::task::JoinSet::new();
    for number in 0..20 {
        let instance = if number % 2 == 0 { Store::clone(&store) } else { store.another().await };
        publishing.spawn(async move { publish(&instance, "a", &format!("{{\"number\":{number}}}")).await });
    }
    let mut numbers = publishing.join_all().await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).map(|number| (number, number)).collect::<Vec<_>>());
    assert_eq!(store.counters().await.unwrap().ruleset, 20);

    let revisions = store.revisions_of(RuleKind::Promotion, "a").await.unwrap();
    assert_eq!(revisions.iter().map(|revision| revision.revision).collect::<Vec<_>>(), (1..=20).rev().collect::<Vec<_>>());
    let in_force = store.ruleset().await.unwrap().unwrap();
    assert_eq!((in_force.revision, &in_force.body), (20, &revisions[0].body), "the last one published is in force");
}

#[tokio::test]
async fn a_publication_that_is_given_up_leaves_no_trace() {
    let store = test_store().await;
    publish(&store, "a", "{}").await;
    let tx = store.begin().await.unwrap();
    tx.lock_ruleset().await.unwrap();
    tx.add_revision(&revision(RuleKind::Promotion, "a", "{\"b\":1}")).await.unwrap();
    tx.raise_ruleset("b", "{\"b\":1}", NOW, "Борис").await.unwrap();
    drop(tx);
    assert_eq!(store.counters().await.unwrap().ruleset, 1);
    assert_eq!(store.revisions_of(RuleKind::Promotion, "a").await.unwrap().len(), 1);
    assert_eq!(store.ruleset_body("b").await.unwrap(), None);
    assert_eq!(publish(&store, "a", "{\"c\":1}").await, (2, 2), "no number is left out");
}

#[tokio::test]
async fn a_ruleset_is_stored_once_however_often_it_is_in_force() {
    let store = test_store().await;
    assert_eq!(store.ruleset().await.unwrap(), None);
    publish(&store, "a", "{\"a\":1}").await;
    publish(&store, "a", "{\"b\":1}").await;
    publish(&store, "a", "{\"a\":1}").await;
    let in_force = store.ruleset().await.unwrap().unwrap();
    assert_eq!((in_force.revision, in_force.hash.as_str(), in_force.at), (3, "hash of {\"a\":1}", NOW));
    assert_eq!((in_force.body.as_str(), in_force.by.as_str()), ("{\"a\":1}", "Анна"));
    assert_eq!(store.ruleset_body("hash of {\"b\":1}").await.unwrap().as_deref(), Some("{\"b\":1}"));
}

#[tokio::test]
async fn the_latest_revision_of_each_thing() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let published = [
        (RuleKind::Promotion, "b", "1"),
        (RuleKind::Promotion, "a", "2"),
        (RuleKind::PromoGroup, "a", "3"),
        (RuleKind::Promotion, "b", "4"),
        (RuleKind::Settings, "settings", "5"),
        (RuleKind::Promotion, "b", "6"),
    ];
    for (kind, id, body) in published {
        tx.add_revision(&revision(kind, id, body)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let latest = store.latest_revisions().await.unwrap();
    let seen: Vec<_> =
        latest.iter().map(|latest| (latest.kind, latest.id.as_str(), latest.revision, latest.body.as_str())).collect();
    assert_eq!(
        seen,
        [
            (RuleKind::PromoGroup, "a", 1, "3"),
            (RuleKind::Promotion, "a", 1, "2"),
            (RuleKind::Promotion, "b", 3, "6"),
            (RuleKind::Settings, "settings", 1, "5"),
        ]
    );
    let expected = Revision {
        kind: RuleKind::PromoGroup,
        id: "a".to_owned(),
        revision: 1,
        version: 4,
        status: None,
        format: 1,
        body: "3".to_owned(),
        at: NOW,
        by: "Анна".to_owned(),
    };
    assert_eq!(latest[0], expected);
    assert_eq!(latest[1].status, Some(Status::Live));
}

#[tokio::test]
async fn counters_count_by_themselves() {
    let store = test_store().await;
    assert_eq!(store.counters().await.unwrap(), Counters::default());
    let tx = store.begin().await.unwrap();
    tx.raise_counter(Counter::Catalogue).await.unwrap();
    assert_eq!(tx.raise_counter(Counter::Catalogue).await.unwrap(), 2);
    tx.raise_counter(Counter::Keys).await.unwrap();
    tx.raise_counter(Counter::Segments).await.unwrap();
    tx.lock_ruleset().await.unwrap();
    tx.commit().await.unwrap();
    let expected = Counters { ruleset: 0, catalogue: 2, keys: 1, segments: 1 };
    assert_eq!(store.counters().await.unwrap(), expected);
}

#[tokio::test]
async fn the_audit_log_tells_newest_first_of_all_or_of_one_thing() {
    let store = test_store().await;
    let row = |action: &str, id: &str| AuditRow {
        at: NOW,
        actor: "Анна".to_owned(),
        action: action.to_owned(),
        kind: "promotion".to_owned(),
        id: id.to_owned(),
        before: None,
        after: Some(promotion(id, "A").body),
    };
    let rows = [row("save", "a"), row("publish", "a"), row("save", "b")];
    let tx = store.begin().await.unwrap();
    for row in &rows {
        tx.audit(row).await.unwrap();
    }
    tx.commit().await.unwrap();
    let first = Filter { per_page: 2, ..Filter::default() };
    let [save_a, publish_a, save_b] = rows;
    assert_eq!(store.audit_log(None, &first).await.unwrap(), (vec![save_b, publish_a.clone()], 3));
    assert_eq!(store.audit_log(Some(("promotion", "a")), &first).await.unwrap(), (vec![publish_a, save_a], 2));
    assert_eq!(store.audit_log(Some(("product", "a")), &first).await.unwrap(), (Vec::new(), 0));
}
