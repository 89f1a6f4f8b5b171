//! Proofs of permission.

use std::marker::PhantomData;

use contract::{ErrorCode, Permission, Role};

/// Somebody who asks: a member of staff, a management key, or the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// None for the command line and for keys.
    pub user_id: Option<i64>,
    /// As the audit log names them.
    pub name: String,
    pub role: Role,
}

impl Actor {
    /// Whoever can run the command line may do everything.
    pub fn command_line() -> Self {
        Self { user_id: None, name: "podarok".to_owned(), role: Role::Admin }
    }

    /// The proof that this actor may do `P`.
    pub fn permit<P: Proves>(&self) -> Result<Permit<P>, ErrorCode> {
        if self.role.allows(P::PERMISSION) {
            Ok(Permit { actor: self.clone(), proves: PhantomData })
        } else {
            Err(ErrorCode::Forbidden)
        }
    }
}

/// The proof that an actor may do `P`: only [`Actor::permit`] makes one.
#[derive(Debug, Clone)]
pub struct Permit<P> {
    actor: Actor,
    proves: PhantomData<P>,
}

impl<P> Permit<P> {
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// A permission as a type.
pub trait Proves {
    const PERMISSION: Permission;
}

macro_rules! proofs {
    ($($name:ident),*) => {$(
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Proves for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )*};
}

proofs!(Read, Edit, Publish, Administer);
