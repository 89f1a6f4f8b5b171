//! Staff and their sign-in.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::*;
use contract::{ErrorCode, Role};

#[tokio::test]
async fn a_new_user_signs_in_with_the_password_that_was_made_for_them() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), " Анна ", Role::Publisher).await.unwrap();
    assert!(user.password.len() >= 16);
    assert_eq!(user.name, "Анна");
    let signed_in = shop.service.sign_in("анна", &user.password, "10.0.0.1").await.unwrap();
    assert_eq!((signed_in.user.name.as_str(), signed_in.user.role), ("Анна", Role::Publisher));
    let actor = shop.service.actor(signed_in.user.id, signed_in.credential_version).await.unwrap().unwrap();
    assert_eq!((actor.user_id, actor.name.as_str(), actor.role), (Some(signed_in.user.id), "Анна", Role::Publisher));
    let stored = shop.store.user(signed_in.user.id).await.unwrap().unwrap();
    assert!(stored.last_signed_in_at.is_some());
    assert!(!stored.password_hash.contains(&user.password));

    let shell = shop.service.shell(&actor.permit().unwrap()).await.unwrap();
    assert_eq!(shell.user, signed_in.user);
    assert_eq!((shell.time_zone.as_str(), shell.lanes.len()), ("Europe/Moscow", 3));
}

#[tokio::test]
async fn one_error_for_every_reason() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), "anna", Role::Editor).await.unwrap();
    for (name, password) in [("anna", "wrong"), ("nobody", user.password.as_str()), ("anna", ""), ("", "")] {
        let result = shop.service.sign_in(name, password, "10.0.0.1").await;
        assert_eq!(code(result), ErrorCode::WrongCredentials, "{name}");
    }
    let mut stored = shop.store.user_by_name("anna").await.unwrap().unwrap();
    stored.active = false;
    let tx = shop.store.begin().await.unwrap();
    tx.update_user(&stored).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(code(shop.service.sign_in("anna", &user.password, "10.0.0.2").await), ErrorCode::WrongCredentials);
}

#[tokio::test]
async fn after_five_failures_in_a_minute_the_next_is_not_looked_at() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), "anna", Role::Editor).await.unwrap();
    shop.service.add_user(&admin(), "boris", Role::Editor).await.unwrap();
    for attempt in 0..5 {
        let result = shop.service.sign_in("Anna", "wrong", &format!("10.0.0.{attempt}")).await;
        assert_eq!(code(result), ErrorCode::WrongCredentials);
    }
    // From wherever, and with the right password.
    assert_eq!(code(shop.service.sign_in("anna", &user.password, "10.0.0.9").await), ErrorCode::TooManyAttempts);
    assert_eq!(code(shop.service.sign_in("boris", "wrong", "10.0.0.9").await), ErrorCode::WrongCredentials);
}

#[tokio::test]
async fn an_address_is_slowed_down_whatever_names_it_tries() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), "anna", Role::Editor).await.unwrap();
    for attempt in 0..5 {
        let result = shop.service.sign_in(&format!("user{attempt}"), "wrong", "10.0.0.1").await;
        assert_eq!(code(result), ErrorCode::WrongCredentials);
    }
    assert_eq!(code(shop.service.sign_in("anna", &user.password, "10.0.0.1").await), ErrorCode::TooManyAttempts);
    shop.service.sign_in("anna", &user.password, "10.0.0.2").await.unwrap();
}

#[tokio::test]
async fn sessions_end_when_credentials_change_or_the_user_is_switched_off() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), "anna", Role::Editor).await.unwrap();
    let signed_in = shop.service.sign_in("anna", &user.password, "10.0.0.1").await.unwrap();
    let (id, version) = (signed_in.user.id, signed_in.credential_version);
    let change = async |change: &dyn Fn(&mut store::User)| {
        let mut stored = shop.store.user(id).await.unwrap().unwrap();
        change(&mut stored);
        let tx = shop.store.begin().await.unwrap();
        tx.update_user(&stored).await.unwrap();
        tx.commit().await.unwrap();
    };
    change(&|user| user.role = Role::Viewer).await;
    assert_eq!(shop.service.actor(id, version).await.unwrap().unwrap().role, Role::Viewer, "read at each request");
    change(&|user| user.active = false).await;
    assert_eq!(shop.service.actor(id, version).await.unwrap(), None);
    change(&|user| (user.active, user.credential_version) = (true, version + 1)).await;
    assert_eq!(shop.service.actor(id, version).await.unwrap(), None);
    assert!(shop.service.actor(id, version + 1).await.unwrap().is_some());
    assert_eq!(shop.service.actor(id + 1, 1).await.unwrap(), None);
}

#[tokio::test]
async fn names_of_users_are_theirs_alone() {
    let shop = shop().await;
    shop.service.add_user(&admin(), "Анна", Role::Viewer).await.unwrap();
    for name in ["анна", " АННА ", "", "a\tb"] {
        assert_eq!(places(shop.service.add_user(&admin(), name, Role::Admin).await), ["name"], "{name:?}");
    }
}

#[tokio::test]
async fn the_log_tells_of_new_users_and_keys_without_their_secrets() {
    let shop = shop().await;
    let user = shop.service.add_user(&admin(), "anna", Role::Viewer).await.unwrap();
    let key = shop.service.add_key(&admin(), "till", service::KeyScope::Orders, None).await.unwrap();
    let (rows, total) = shop.store.audit_log(None, &store::Filter::default()).await.unwrap();
    assert_eq!(total, 2);
    let told = format!("{rows:?}");
    assert!(told.contains("anna") && told.contains("till"), "{told}");
    assert!(!told.contains(&user.password) && !told.contains(&key.key), "{told}");
}

#[tokio::test]
async fn sessions_are_kept_until_they_expire() {
    let shop = shop().await;
    let session = |id: &str, expires_at: i64| service::SessionRow {
        id: id.to_owned(),
        data: "{}".to_owned(),
        expires_at: engine::Moment(expires_at),
    };
    let (over, lasting) = (session("over", 1), session("lasting", 10_000_000_000));
    shop.service.insert_session(&over).await.unwrap();
    shop.service.insert_session(&lasting).await.unwrap();
    assert!(shop.service.insert_session(&lasting).await.is_err(), "the id is taken");
    assert_eq!(shop.service.session("lasting").await.unwrap(), Some(lasting.clone()));
    assert_eq!(shop.service.session("over").await.unwrap(), None);
    assert_eq!(shop.service.delete_expired_sessions().await.unwrap(), 1);
    let longer = session("lasting", 20_000_000_000);
    shop.service.save_session(&longer).await.unwrap();
    assert_eq!(shop.service.session("lasting").await.unwrap(), Some(longer.clone()));
    shop.service.delete_session("lasting").await.unwrap();
    shop.service.save_session(&longer).await.unwrap();
    assert_eq!(shop.service.session("lasting").await.unwrap(), None, "who has signed out stays out");
}
