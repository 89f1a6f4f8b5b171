//! Staff and their sign-in.

mod password;
mod throttle;

use std::time::Instant;

use contract::{
    ErrorCode, Role,
    views::{ShellView, UserView},
};
use engine::code;
use store::{StoreError, User};

pub(crate) use password::Passwords;
pub(crate) use throttle::Throttle;

use crate::{
    Actor, Administer, Error, Permit, Read, Service,
    audit::{self, Told},
    calendar, input, secrets,
};

/// A new member of staff; the password is shown once.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub name: String,
    pub password: String,
}

/// Who signed in, and the version of the credentials: when it changes, sessions end.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: UserView,
    pub credential_version: i64,
}

impl Service {
    /// One error for every reason, after the same time; slowed down after failures (by name and by `address`): five in a
    /// minute, and the next is not looked at.
    ///
    /// # Errors
    /// [`ErrorCode::WrongCredentials`], [`ErrorCode::TooManyAttempts`].
    pub async fn sign_in(&self, name: &str, password: &str, address: &str) -> Result<SignedIn, Error> {
        let name_key = code::key(name);
        let Some(attempt) = self.inner.throttle.begin(&name_key, address, Instant::now()) else {
            return Err(ErrorCode::TooManyAttempts.into());
        };
        match self.judge(name, password).await {
            Ok(Some(user)) => {
                self.inner.throttle.succeeded(&attempt);
                self.remember_sign_in(user.id).await;
                let User { id, name, role, credential_version, .. } = user;
                Ok(SignedIn { user: UserView { id, name, role }, credential_version })
            }
            Ok(None) => Err(ErrorCode::WrongCredentials.into()),
            Err(error) => {
                self.inner.throttle.undecided(&attempt);
                Err(error)
            }
        }
    }

    /// The user, where the password is theirs and they are not switched off. It takes as long for nobody.
    async fn judge(&self, name: &str, password: &str) -> Result<Option<User>, Error> {
        let user = self.inner.store.user_by_name(name).await?;
        let hash = user.as_ref().map(|user| user.password_hash.as_str());
        let right = self.inner.passwords.verify(password, hash).await?;
        Ok(user.filter(|user| right && user.active))
    }

    /// Nobody is kept out because this could not be written.
    async fn remember_sign_in(&self, id: i64) {
        let written = async {
            let tx = self.inner.store.begin().await?;
            tx.user_signed_in(id, calendar::now()).await?;
            tx.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(%error, "the time of a sign-in was not written");
        }
    }

    /// The actor of a session: none where the user was switched off or the credentials changed.
    pub async fn actor(&self, user_id: i64, credential_version: i64) -> Result<Option<Actor>, Error> {
        let user = self.inner.store.user(user_id).await?;
        let user = user.filter(|user| user.active && user.credential_version == credential_version);
        Ok(user.map(|user| Actor { user_id: Some(user.id), name: user.name, role: user.role }))
    }

    /// What every page shows around itself; from memory.
    pub async fn shell(&self, permit: &Permit<Read>) -> Result<ShellView, Error> {
        let Actor { user_id, name, role } = permit.actor().clone();
        let live = self.live();
        let settings = &live.ruleset().settings;
        Ok(ShellView {
            // Programs and the command line see no pages.
            user: UserView { id: user_id.unwrap_or_default(), name, role },
            time_zone: settings.time_zone.clone(),
            currency: settings.currency.clone(),
            lanes: settings.lanes.iter().map(|lane| lane.id.clone()).collect(),
            ruleset_revision: live.ruleset_revision,
        })
    }

    /// A new member of staff with a generated password.
    ///
    /// # Errors
    /// A problem at `name` where it is empty, too long or taken (names are compared as codes are).
    pub async fn add_user(&self, permit: &Permit<Administer>, name: &str, role: Role) -> Result<NewUser, Error> {
        let name = input::short_name(name)?;
        let password = secrets::password()?;
        let password_hash = self.inner.passwords.hash(&password).await?;
        let at = calendar::now();
        let tx = self.inner.store.begin().await?;
        let new = store::NewUser { name: &name, password_hash: &password_hash, role, at };
        let id = match tx.insert_user(&new).await {
            Ok(id) => id,
            Err(StoreError::Duplicate) => {
                return Err(input::problem("name", "такое имя уже занято", "is the name of somebody else"));
            }
            Err(error) => return Err(error.into()),
        };
        let after = serde_json::json!({ "name": name, "role": role }).to_string();
        tx.audit(&audit::row(at, permit.actor(), "add", "user", &id.to_string()).after(after)).await?;
        tx.commit().await?;
        Ok(NewUser { name, password })
    }
}
