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
                lead_to_sign_in();
            }
            return Err(error);
        }
    };
    let view = service()?.shell(&permit).await?;
    let zone = Zone::look_up(&view.time_zone);
    Ok(Shell { view, zone })
}

/// Pages are sent on; the browser's half is told to go there.
#[cfg(feature = "ssr")]
fn lead_to_sign_in() {
    let asked = use_context::<axum::http::request::Parts>();
    let asked = asked.as_ref().and_then(|parts| parts.uri.path_and_query()).map_or("/", |path| path.as_str());
    leptos_axum::redirect(&sign_in_path(asked), false);
    if !asked.starts_with("/api/")
        && let Some(response) = use_context::<leptos_axum::ResponseOptions>()
    {
        // Also for those who did not say that they want HTML.
        response.set_status(axum::http::StatusCode::FOUND);
    }
}

/// The sign-in page, which leads back to the page that was asked for.
#[cfg(feature = "ssr")]
fn sign_in_path(asked: &str) -> String {
    use crate::local_path::{escape, local_path};
    let page = local_path(asked).filter(|path| *path != "/" && !path.starts_with("/api/"));
    page.map_or_else(|| "/sign-in".to_owned(), |page| format!("/sign-in?next={}", escape(page)))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::sign_in_path;

    #[test]
    fn signing_in_leads_back_to_the_page_that_was_asked_for() {
        assert_eq!(sign_in_path("/promotions?page=2"), "/sign-in?next=%2Fpromotions%3Fpage%3D2");
        for nowhere in ["/", "/api/ui/shell", "//b.example", "https://b.example/"] {
            assert_eq!(sign_in_path(nowhere), "/sign-in");
        }
    }
}
