//! Password hashes: slow on purpose, so never on a thread that answers requests, and never many at once.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::Error;

/// Nobody types more; what is longer is no password of ours, and is not hashed at length.
const LONGEST_BYTES: usize = 1024;

/// The hash of nobody's password: stands in for users who do not exist, and takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmUhIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes with argon2id (19 MiB, 2 passes); at most so many at once that sign-ins cannot starve webhooks.
#[derive(Debug)]
pub(crate) struct Passwords {
    at_once: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { at_once: Arc::new(Semaphore::new((cores / 2).max(1))) }
    }
}

impl Passwords {
    pub(super) async fn hash(&self, password: &str) -> Result<String, Error> {
        let password = password.to_owned();
        self.slowly(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| Error::internal("hashing a password", error))
        })
        .await
    }

    /// True where this is the password behind the hash. Without a hash (there is no such user) it takes as long, and is false.
    pub(super) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Error> {
        let (known, hash) = (hash.is_some(), hash.unwrap_or(NOBODY).to_owned());
        let password = if password.len() <= LONGEST_BYTES { password.to_owned() } else { String::new() };
        let right = self.slowly(move || Ok(Argon2::default().verify_password(password.as_bytes(), &*hash).is_ok())).await?;
        Ok(right && known)
    }

    async fn slowly<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
        let permit = Arc::clone(&self.at_once).acquire_owned().await;
        let permit = permit.map_err(|error| Error::internal("waiting for a turn to hash", error))?;
        let task = spawn_blocking(move || {
            // Held by the work itself: it cannot be cancelled, whoever waits for it.
            let _permit = permit;
            work()
        });
        task.await.map_err(|error| Error::internal("hashing a password", error))?
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn the_right_password_is_told_from_wrong_ones_and_from_nobodys() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(passwords.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("wrong horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse", None).await.unwrap());
        assert!(!passwords.verify(&"x".repeat(LONGEST_BYTES + 1), Some(&hash)).await.unwrap());
        assert!(!passwords.verify("", Some("no hash at all")).await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_hash_takes_as_long_as_anybodys() {
        let hash = Passwords::default().hash("correct horse").await.unwrap();
        let cost = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(NOBODY), cost(&hash));
        assert_eq!(NOBODY.len(), hash.len());
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok());
    }

    #[tokio::test]
    async fn one_password_is_hashed_differently_each_time() {
        let passwords = Passwords::default();
        assert_ne!(passwords.hash("same").await.unwrap(), passwords.hash("same").await.unwrap());
    }
}
