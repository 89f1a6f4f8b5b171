//! `podarok key add`.

use contract::Role;
use service::KeyScope;

use super::{Failure, open, permit, print};
use crate::config::Config;

/// Prints the key, and nothing else.
pub async fn add(config: &Config, name: &str, scope: KeyScope, role: Option<Role>) -> Result<(), Failure> {
    let service = open::service(config).await?;
    let key = service.add_key(&permit()?, name, scope, role).await?;
    service.stop().await;
    print(&key.key)
}
