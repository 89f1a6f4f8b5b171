use contract::Role;
use engine::Moment;
use store::{ApiKey, NewApiKey, NewUser, SessionRow, StoreError, User};
use testing::test_store;

use crate::things::NOW;

fn new_user(name: &str) -> NewUser<'_> {
    NewUser { name, password_hash: "$argon2id$…", role: Role::Editor, at: NOW }
}

#[tokio::test]
async fn a_user_is_found_by_id_and_by_name_in_any_case() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let id = tx.insert_user(&new_user("Анна")).await.unwrap();
    let other = tx.insert_user(&new_user("admin")).await.unwrap();
    assert_ne!(id, other);
    tx.commit().await.unwrap();
    let anna = User {
        id,
        name: "Анна".to_owned(),
        password_hash: "$argon2id$…".to_owned(),
        role: Role::Editor,
        active: true,
        credential_version: 1,
        created_at: NOW,
        last_signed_in_at: None,
    };
    assert_eq!(store.user(id).await.unwrap().as_ref(), Some(&anna));
    assert_eq!(store.user_by_name(" АННА ").await.unwrap(), Some(anna));
    assert_eq!(store.user_by_name("Анн").await.unwrap(), None);
    assert_eq!(store.user_by_name("Анна\0").await.unwrap(), None);
    assert_eq!(store.user(id + other).await.unwrap(), None);
    let names: Vec<String> = store.users().await.unwrap().into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["admin", "Анна"]);

    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.insert_user(&new_user("анна")).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn a_user_changes_and_signs_in() {
    let store = test_store().await;
    let tx = store.begin().await.unwrap();
    let id = tx.insert_user(&new_user("Анна")).await.unwrap();
    tx.insert_user(&new_user("Борис")).await.unwrap();
    let user = tx.user(id).await.unwrap().unwrap();
    let changed = User {
        name: "Анна П.".to_owned(),
        password_hash: "other".to_owned(),
        role: Role::Admin,
        active: false,
        credential_version: 2,
        ..user
    };
    tx.update_user(&changed).await.unwrap();
    tx.user_signed_in(id, Moment(5)).await.unwrap();
    tx.commit().await.unwrap();
    let expected = User { last_signed_in_at: Some(Moment(5)), ..changed.clone() };
    assert_eq!(store.user_by_name("анна п.").await.unwrap(), Some(expected));
    assert_eq!(store.user_by_name("борис").await.unwrap().unwrap().last_signed_in_at, None);

    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.update_user(&User { id: id + 100, ..changed.clone() }).await, Err(StoreError::Conflict)));
    assert!(matches!(tx.update_user(&User { name: "БОРИС".to_owned(), ..changed }).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn keys_are_kept_as_hashes_switched_off_and_used() {
    let store = test_store().await;
    let webhook = NewApiKey { name: "IMSHOP", prefix: "pdk_ab12", hash: "aa", scope: "webhook", role: None, at: NOW };
    let api = NewApiKey { name: "ERP", hash: "bb", scope: "api", role: Some(Role::Publisher), ..webhook };
    let tx = store.begin().await.unwrap();
    let first = tx.insert_api_key(&webhook).await.unwrap();
    let second = tx.insert_api_key(&api).await.unwrap();
    tx.set_api_key_active(first, false).await.unwrap();
    tx.api_key_used(second, Moment(7)).await.unwrap();
    tx.commit().await.unwrap();
    let key = |id, new: NewApiKey<'_>, active, used: Option<i64>| ApiKey {
        id,
        name: new.name.to_owned(),
        prefix: new.prefix.to_owned(),
        hash: new.hash.to_owned(),
        scope: new.scope.to_owned(),
        role: new.role,
        active,
        created_at: new.at,
        last_used_at: used.map(Moment),
    };
    let expected = [key(first, webhook.clone(), false, None), key(second, api, true, Some(7))];
    assert_eq!(store.api_keys().await.unwrap(), expected);

    let tx = store.begin().await.unwrap();
    assert!(matches!(tx.set_api_key_active(first + second, true).await, Err(StoreError::Conflict)));
    assert!(matches!(tx.insert_api_key(&webhook).await, Err(StoreError::Duplicate)));
}

#[tokio::test]
async fn sessions_are_saved_expire_and_go() {
    let store = test_store().await;
    let session = |id: &str, data: &str, expires_at: i64| SessionRow {
        id: id.to_owned(),
        data: data.to_owned(),
        expires_at: Moment(expires_at),
    };
    let tx = store.begin().await.unwrap();
    tx.insert_session(&session("a", "{}", 100)).await.unwrap();
    tx.save_session(&session("a", "{\"user\":1}", 200)).await.unwrap();
    tx.insert_session(&session("b", "{}", 150)).await.unwrap();
    tx.insert_session(&session("c", "{}", 300)).await.unwrap();
    tx.save_session(&session("gone", "{}", 300)).await.unwrap();
    assert_eq!(tx.session("gone", Moment(0)).await.unwrap(), None, "saving makes no session");
    tx.commit().await.unwrap();
    assert_eq!(store.session("a", Moment(199)).await.unwrap(), Some(session("a", "{\"user\":1}", 200)));
    assert_eq!(store.session("a", Moment(200)).await.unwrap(), None, "its last second is over");

    let tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_expired_sessions(Moment(200)).await.unwrap(), 2);
    assert_eq!(tx.session("a", Moment(0)).await.unwrap(), None);
    tx.delete_session("c").await.unwrap();
    tx.delete_session("c").await.unwrap();
    assert_eq!(tx.session("c", Moment(0)).await.unwrap(), None);
    tx.insert_session(&session("d", "{}", 1)).await.unwrap();
    assert!(matches!(tx.insert_session(&session("d", "{}", 1)).await, Err(StoreError::Duplicate)));
}
