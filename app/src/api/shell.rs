//! What every page shows around itself.

use contract::{Permission, views::ShellView};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::{error::AppError, zone::Zone};

/// The person, the shop, and its clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shell {
    pub view: ShellView,
    pub zone: Zone,
}

impl Shell {
    /// What is shown to the person; the server functions check it again.
    pub fn allows(&self, permission: Permission) -> bool {
        self.view.user.role.allows(permission)
    }
}

/// Sends who is not signed in to the sign-in page.
#[server(endpoint = "shell", prefix = "/api/ui", input = Json)]
pub async fn load_shell() -> Result<Shell, AppError> {
    use crate::session::{permit, service};
    let permit = match permit::<service::Read>().await {
        Ok(permit) => permit,
        Err(error) => {
            if error.code() == contract::ErrorCode::Unauthenticated {
                leptos_axum::redirect(&sign_in_path(), false);
            }
            return Err(error);
        }
    };
    let view = service()?.shell(&permit).await?;
    let zone = Zone::look_up(&view.time_zone);
    Ok(Shell { view, zone })
}

/// The sign-in page, which leads back to the page that was asked for.
#[cfg(feature = "ssr")]
fn sign_in_path() -> String {
    use crate::local_path::{escape, local_path};
    let asked = use_context::<axum::http::request::Parts>();
    let asked = asked.as_ref().and_then(|parts| parts.uri.path_and_query()).map(|path| path.as_str());
    let page = asked.and_then(local_path).filter(|path| *path != "/" && !path.starts_with("/api/"));
    page.map_or_else(|| "/sign-in".to_owned(), |page| format!("/sign-in?next={}", escape(page)))
}
