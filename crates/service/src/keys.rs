//! Keys of programs, in memory: only their hashes.

use std::sync::Arc;

use contract::Role;
use engine::Moment;
use store::{ApiKey, Counter, NewApiKey, Store};
use subtle::ConstantTimeEq;

use crate::{
    Actor, Administer, Error, Permit, Service,
    audit::{self, Told},
    calendar, input, secrets,
};

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

impl KeyScope {
    pub const ALL: [Self; 3] = [Self::Webhook, Self::Orders, Self::Api];

    /// As the command line and the database write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Orders => "orders",
            Self::Api => "api",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A new key; shown once.
#[derive(Debug, Clone)]
pub struct NewKey {
    pub name: String,
    pub key: String,
}

/// Characters by which people tell keys apart: the prefix of all and the first four of its own.
const SHOWN: usize = secrets::KEY_PREFIX.len() + 4;

/// The keys that open something now.
#[derive(Debug, Default)]
pub(crate) struct Keys(Vec<Key>);

#[derive(Debug)]
struct Key {
    name: Arc<str>,
    hash: String,
    scope: KeyScope,
    role: Option<Role>,
}

impl Keys {
    pub(crate) async fn load(store: &Store) -> Result<Self, Error> {
        let keys = store.api_keys().await?.into_iter().filter(|key| key.active);
        Ok(Self(keys.filter_map(Key::of).collect()))
    }

    /// The key of this scope with this hash. Every key is looked at, each in the same time.
    fn find(&self, key: &str, scope: KeyScope) -> Option<&Key> {
        let hash = secrets::sha256_hex(key);
        let mut found = None;
        for known in &self.0 {
            let same = bool::from(known.hash.as_bytes().ct_eq(hash.as_bytes()));
            if same && known.scope == scope {
                found = Some(known);
            }
        }
        found
    }
}

impl Key {
    /// None for a scope that only a newer version knows.
    fn of(key: ApiKey) -> Option<Self> {
        let ApiKey { id: _, name, prefix: _, hash, scope, role, active: _, created_at: _, last_used_at: _ } = key;
        Some(Self { name: name.into(), hash, scope: KeyScope::parse(&scope)?, role })
    }
}

impl Service {
    /// A key of the management API needs a role, the others have none.
    ///
    /// # Errors
    /// Problems at `name` and `role`.
    pub async fn add_key(
        &self,
        permit: &Permit<Administer>,
        name: &str,
        scope: KeyScope,
        role: Option<Role>,
    ) -> Result<NewKey, Error> {
        let name = input::short_name(name)?;
        if (scope == KeyScope::Api) != role.is_some() {
            return Err(input::problem(
                "role",
                "роль нужна ключам управляющего API, и только им",
                "keys of the management API need a role, and no others",
            ));
        }
        let key = secrets::key()?;
        let new = NewApiKey {
            name: &name,
            prefix: key.get(..SHOWN).unwrap_or_default(),
            hash: &secrets::sha256_hex(&key),
            scope: scope.as_str(),
            role,
            at: calendar::now(),
        };
        let tx = self.inner.store.begin().await?;
        let id = tx.insert_api_key(&new).await?;
        tx.raise_counter(Counter::Keys).await?;
        tx.audit(&added(&new, id, permit.actor())).await?;
        tx.commit().await?;
        self.inner.refresh_soon().await;
        Ok(NewKey { name, key })
    }

    /// The name of the key, where it opens this scope. In constant time, from memory; keys added beside a running server
    /// count within a second.
    pub fn key_name(&self, key: &str, scope: KeyScope) -> Option<Arc<str>> {
        self.inner.keys.borrow().find(key, scope).map(|key| Arc::clone(&key.name))
    }

    /// Who asks with this key of the management API; none where it is no such key.
    pub fn actor_of_key(&self, key: &str) -> Option<Actor> {
        let keys = self.inner.keys.borrow();
        let key = keys.find(key, KeyScope::Api)?;
        Some(Actor { user_id: None, name: key.name.as_ref().to_owned(), role: key.role? })
    }
}

/// The audit log learns everything but the key.
fn added(key: &NewApiKey<'_>, id: i64, actor: &Actor) -> store::AuditRow {
    let NewApiKey { name, prefix, hash: _, scope, role, at } = key;
    let role = role.map(Role::as_str);
    let at: Moment = *at;
    let after = serde_json::json!({ "name": name, "prefix": prefix, "scope": scope, "role": role });
    audit::row(at, actor, "add", "key", &id.to_string()).after(after.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str, scope: KeyScope) -> Key {
        Key { name: "till".into(), hash: secrets::sha256_hex(secret), scope, role: None }
    }

    #[test]
    fn a_key_opens_its_own_scope_and_no_other() {
        let keys = Keys(vec![key("pdk_a", KeyScope::Webhook), key("pdk_b", KeyScope::Orders)]);
        assert!(keys.find("pdk_a", KeyScope::Webhook).is_some());
        assert!(keys.find("pdk_b", KeyScope::Orders).is_some());
        assert!(keys.find("pdk_a", KeyScope::Orders).is_none());
        assert!(keys.find("pdk_a ", KeyScope::Webhook).is_none());
        assert!(keys.find("", KeyScope::Webhook).is_none());
    }

    #[test]
    fn scopes_are_read_as_they_are_written() {
        for scope in KeyScope::ALL {
            assert_eq!(KeyScope::parse(scope.as_str()), Some(scope));
        }
        assert_eq!(KeyScope::parse("Webhook"), None);
    }
}
