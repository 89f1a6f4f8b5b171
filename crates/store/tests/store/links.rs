use contract::RuleKind;
use engine::rules::Status;
use store::{LinkUser, WorkingCopy};
use testing::{TestStore, test_store};

use crate::things::{of_kind, promotion};

fn links(links: &[(&str, &str)]) -> Vec<(String, String)> {
    links.iter().map(|(reference, target)| ((*reference).to_owned(), (*target).to_owned())).collect()
}

/// Two promotions with codes and a gift, and a group.
async fn store_with_links() -> TestStore {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    tx.insert_working_copy(&promotion("b", "Б")).await.unwrap();
    tx.insert_working_copy(&WorkingCopy { status: Some(Status::Archived), ..promotion("a", "А") }).await.unwrap();
    tx.insert_working_copy(&of_kind(RuleKind::PromoGroup, "a", "Группа")).await.unwrap();
    let of_b = links(&[("code", "Скидка10"), ("gift_options", "cases"), ("offer", "1"), ("offer", "1")]);
    tx.set_links(RuleKind::Promotion, "b", &of_b).await.unwrap();
    tx.set_links(RuleKind::Promotion, "a", &links(&[("code", "скидка10"), ("offer", "1"), ("segment", "cases")])).await.unwrap();
    tx.set_links(RuleKind::PromoGroup, "a", &links(&[("promotion", "b")])).await.unwrap();
    tx.commit().await.unwrap();
    store
}

fn user(target: &str, kind: RuleKind, id: &str, name: &str, status: Option<Status>) -> LinkUser {
    LinkUser { target: target.to_owned(), kind, id: id.to_owned(), name: name.to_owned(), status }
}

#[tokio::test]
async fn who_refers_to_a_thing() {
    let store = store_with_links().await;
    let a = |target| user(target, RuleKind::Promotion, "a", "А", Some(Status::Archived));
    let b = |target| user(target, RuleKind::Promotion, "b", "Б", Some(Status::Draft));
    assert_eq!(store.users_of("offer", &["2", "1", "1"]).await.unwrap(), [a("1"), b("1")]);
    assert_eq!(store.users_of("gift_options", &["cases"]).await.unwrap(), [b("cases")], "a reference is of its kind");
    assert_eq!(store.users_of("promotion", &["b"]).await.unwrap(), [user("b", RuleKind::PromoGroup, "a", "Группа", None)]);
    assert_eq!(store.users_of("offer", &[]).await.unwrap(), []);
    assert_eq!(store.users_of("code", &["скидка10"]).await.unwrap(), [a("скидка10")], "exactly");
    let same = [b("Скидка10"), a("скидка10")];
    assert_eq!(store.users_of_codes(&[" СКИДКА10"]).await.unwrap(), same, "as customers type it");
}

#[tokio::test]
async fn links_are_replaced_as_one() {
    let store = store_with_links().await;
    let tx = store.begin().await.unwrap();
    tx.set_links(RuleKind::Promotion, "b", &links(&[("offer", "2")])).await.unwrap();
    tx.commit().await.unwrap();
    let users = store.users_of("offer", &["1", "2"]).await.unwrap();
    let seen: Vec<(&str, &str)> = users.iter().map(|user| (user.target.as_str(), user.id.as_str())).collect();
    assert_eq!(seen, [("1", "a"), ("2", "b")]);
    assert_eq!(store.users_of("promotion", &["b"]).await.unwrap().len(), 1, "another kind with the same id keeps its own");
}
