//! Staff, their sign-in, and keys of programs.

use contract::{
    Role,
    views::{ShellView, UserView},
};

use crate::{Actor, Administer, Error, Permit, Read, Service};

/// A new member of staff; the password is shown once.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub name: String,
    pub password: String,
}

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyScope {
    /// IMSHOP's webhooks.
    Webhook,
    /// The order system's.
    Orders,
    /// The management API, with a role.
    Api,
}

/// A new key; shown once.
#[derive(Debug, Clone)]
pub struct NewKey {
    pub name: String,
    pub key: String,
}

/// Who signed in, and the version of the credentials: when it changes, sessions end.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: UserView,
    pub credential_version: i64,
}

impl Service {
    /// One error for every reason; slowed down after failures (by name and by `address`).
    pub async fn sign_in(&self, _name: &str, _password: &str, _address: &str) -> Result<SignedIn, Error> {
        unimplemented!()
    }

    /// The actor of a session: none where the user was switched off or the credentials changed.
    pub async fn actor(&self, _user_id: i64, _credential_version: i64) -> Result<Option<Actor>, Error> {
        unimplemented!()
    }

    pub async fn shell(&self, _: &Permit<Read>) -> Result<ShellView, Error> {
        unimplemented!()
    }

    pub async fn add_user(&self, _: &Permit<Administer>, _name: &str, _role: Role) -> Result<NewUser, Error> {
        unimplemented!()
    }

    pub async fn add_key(
        &self,
        _: &Permit<Administer>,
        _name: &str,
        _scope: KeyScope,
        _role: Option<Role>,
    ) -> Result<NewKey, Error> {
        unimplemented!()
    }

    /// True where the key opens this scope. In constant time, from memory; keys added beside a running server count
    /// within a second.
    pub async fn opens(&self, _key: &str, _scope: KeyScope) -> bool {
        unimplemented!()
    }
}
