//! `podarok user add`.

use contract::Role;

use super::{Failure, open, permit, print};
use crate::config::Config;

/// Prints the password, and nothing else.
pub async fn add(config: &Config, name: &str, role: Role) -> Result<(), Failure> {
    let service = open::service(config).await?;
    let user = service.add_user(&permit()?, name, role).await?;
    service.stop().await;
    print(&user.password)
}
