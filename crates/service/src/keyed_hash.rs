//! What stands for a customer where they must not be named: HMAC-SHA256 with a secret of the installation.
//!
//! The same text has the same hash here, and another one elsewhere. Without the secret nobody can tell whose it is by trying
//! out ids, of which there are few. The secret is in the database beside the hashes: whoever has both can.

use crate::{
    Error, Service,
    secrets::{self, KeyedHash},
};

/// Its name among the secrets.
const NAME: &str = "keyed_hash";
/// Characters of the secret: 297 bits, more than the hash has.
const LENGTH: usize = 60;
/// What stands for a customer begins so, for those who read it.
const HASHED: &str = "hashed/";

impl Service {
    /// In hexadecimal. The secret is made when it is first needed, once for all instances.
    ///
    /// # Errors
    /// Where the database is away.
    pub async fn keyed_hash(&self, text: &str) -> Result<String, Error> {
        Ok(self.hasher().await?.hex(text))
    }

    /// The same, for those who hash much.
    pub(crate) async fn hasher(&self) -> Result<KeyedHash, Error> {
        KeyedHash::new(self.inner.hash_secret.get_or_try_init(|| self.load_secret()).await?)
    }

    /// What stands for a customer who was forgotten, and for any customer in the audit log.
    pub(crate) async fn hashed_name(&self, customer: &str) -> Result<String, Error> {
        Ok(format!("{HASHED}{}", self.keyed_hash(customer).await?))
    }

    async fn load_secret(&self) -> Result<String, Error> {
        if let Some(secret) = self.inner.store.secret(NAME).await? {
            return Ok(secret);
        }
        let tx = self.inner.store.begin().await?;
        tx.keep_secret(NAME, &secrets::random(LENGTH)?).await?;
        // Another instance may have been quicker.
        let kept = tx.secret(NAME).await?.ok_or(store::StoreError::Conflict)?;
        tx.commit().await?;
        Ok(kept)
    }
}

/// True for what [`Service::forget_customer`] puts in the place of an id.
pub(crate) fn is_hashed(customer: &str) -> bool {
    customer.starts_with(HASHED)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// RFC 4231, case 2.
    #[test]
    fn it_is_hmac_sha256() {
        let hash = KeyedHash::new("Jefe").unwrap().hex("what do ya want for nothing?");
        assert_eq!(hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
