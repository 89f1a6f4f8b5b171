//! Who is signed in, on the server. The session holds the user's id and the version of the credentials; role and state are
//! read at each request.

use axum::http::request::Parts;
use contract::ErrorCode;
use leptos::prelude::*;
use service::{Actor, Permit, Service, SignedIn, access::Proves};
use tower_sessions::Session;

use crate::{api::document::Draft, error::AppError};

const USER_ID: &str = "user_id";
const CREDENTIAL_VERSION: &str = "credential_version";
const KEPT: &str = "refused_document";
/// Sessions are rows of the database.
const LARGEST_KEPT_BYTES: usize = 100_000;

/// The address of who asks, for slowing down guesses: an extension of the request that the server puts there.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

/// The use cases, as the server provides them by context.
pub fn service() -> Result<Service, AppError> {
    use_context::<Service>().ok_or_else(|| internal("no service in the context"))
}

/// The proof that whoever asks may do `P`: the first line of every server function.
pub async fn permit<P: Proves>() -> Result<Permit<P>, AppError> {
    let actor = actor().await?.ok_or(ErrorCode::Unauthenticated)?;
    Ok(actor.permit::<P>()?)
}

async fn actor() -> Result<Option<Actor>, AppError> {
    actor_of(&session().await?, &service()?).await
}

/// Who is signed in, of a session that somebody else has.
pub async fn actor_of(session: &Session, service: &Service) -> Result<Option<Actor>, AppError> {
    let user_id: Option<i64> = session.get(USER_ID).await.map_err(unavailable)?;
    let version: Option<i64> = session.get(CREDENTIAL_VERSION).await.map_err(unavailable)?;
    match (user_id, version) {
        (Some(user_id), Some(version)) => Ok(service.actor(user_id, version).await?),
        _ => Ok(None),
    }
}

/// Remembers who signed in, in a session with a new id.
pub async fn sign_in(signed_in: &SignedIn) -> Result<(), AppError> {
    let session = session().await?;
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(USER_ID, signed_in.user.id).await.map_err(unavailable)?;
    session.insert(CREDENTIAL_VERSION, signed_in.credential_version).await.map_err(unavailable)
}

pub async fn sign_out() -> Result<(), AppError> {
    session().await?.flush().await.map_err(unavailable)
}

/// A document that was refused, until it is shown again: a form that posts without a script loses nothing.
pub async fn keep(draft: Draft) -> Result<(), AppError> {
    if draft.document.len() > LARGEST_KEPT_BYTES {
        return Ok(());
    }
    session().await?.insert(KEPT, draft).await.map_err(unavailable)
}

pub async fn take_kept() -> Result<Option<Draft>, AppError> {
    session().await?.remove(KEPT).await.map_err(unavailable)
}

/// Where the session keeps what came of a file of codes, until it is shown.
pub const CHECKED: &str = "checked_codes";

/// What came of a file of codes that was not imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Checked {
    pub pool: String,
    pub checked: Option<contract::views::CodesChecked>,
    /// What is wrong with the file as a whole.
    pub problems: Vec<engine::problem::Problem>,
}

/// What came of the file that was just sent to this pool, once.
pub async fn take_checked(pool: &str) -> Result<Option<Checked>, AppError> {
    let checked: Option<Checked> = session().await?.remove(CHECKED).await.map_err(unavailable)?;
    Ok(checked.filter(|checked| checked.pool == pool))
}

/// The address of who asks; one for all where the server does not say.
pub fn client_address() -> String {
    let address = use_context::<Parts>().and_then(|parts| parts.extensions.get::<ClientAddress>().cloned());
    address.map_or_else(|| "unknown".to_owned(), |ClientAddress(address)| address)
}

async fn session() -> Result<Session, AppError> {
    leptos_axum::extract::<Session>().await.map_err(|error| internal(&error.to_string()))
}

fn unavailable(error: tower_sessions::session::Error) -> AppError {
    tracing::error!(%error, "the session cannot be read or written");
    ErrorCode::Unavailable.into()
}

fn internal(what: &str) -> AppError {
    tracing::error!(what, "a server function was called without what the server provides");
    ErrorCode::Internal.into()
}
