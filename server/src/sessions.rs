//! Sessions of staff: the cookie, and where sessions are kept.
//!
//! A session holds who signed in and with which version of their credentials, nothing else. The database knows sessions by
//! the hash of their id: whoever reads the database cannot become one of them.

use std::{
    fmt::{self, Write},
    future::Future,
    pin::Pin,
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use engine::Moment;
use service::{Error, Service, SessionRow, StoreError};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store,
};

use crate::AppState;

pub const COOKIE: &str = "podarok_session";

/// When the session was last known to be in use, in Unix seconds.
const USED_AT: &str = "used_at";

/// A session in use is written anew after this part of its lifetime, not at every request.
const PARTS: u64 = 24;

/// How often expired sessions are deleted.
const SWEEP_EVERY: Duration = Duration::from_secs(10 * 60);

/// The cookie is `HttpOnly`, `SameSite=Lax`, and `Secure` where browsers come by https.
pub fn layer(state: &AppState) -> SessionManagerLayer<Sessions> {
    let lifetime = time::Duration::seconds(i64::try_from(state.config.session_lifetime().as_secs()).unwrap_or(i64::MAX));
    SessionManagerLayer::new(Sessions(state.service.clone()))
        .with_name(COOKIE)
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.config.is_https())
        .with_expiry(Expiry::OnInactivity(lifetime))
}

pub fn has_cookie(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).any(|cookie| cookie.split('=').next().is_some_and(|name| name.trim() == COOKIE))
}

/// Lets a session live on while it is used: the layer itself counts from the last change.
pub async fn keep_alive(State(state): State<AppState>, session: Session, request: Request, next: Next) -> Response {
    if has_cookie(request.headers()) {
        let every = state.config.session_lifetime().as_secs() / PARTS;
        if let Err(error) = prolong(&session, now(), every).await {
            tracing::warn!(%error, "a session cannot be read or prolonged");
        }
    }
    next.run(request).await
}

async fn prolong(session: &Session, now: Moment, every: u64) -> Result<(), tower_sessions::session::Error> {
    let used_at: Option<i64> = session.get(USED_AT).await?;
    let is_recent = used_at.is_some_and(|used_at| now.0.abs_diff(used_at) < every);
    // A session that is not, or no longer, there must not be made by asking for it.
    if is_recent || session.is_empty().await {
        return Ok(());
    }
    session.insert(USED_AT, now.0).await
}

/// Deletes expired sessions, for ever.
pub async fn sweep(service: Service) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        match service.delete_expired_sessions().await {
            Ok(deleted) => tracing::debug!(deleted, "expired sessions"),
            Err(error) => tracing::warn!(%error, "expired sessions were not deleted"),
        }
    }
}

/// Where `tower_sessions` keeps sessions: our own table.
#[derive(Clone)]
pub struct Sessions(Service);

impl fmt::Debug for Sessions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sessions")
    }
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = session_store::Result<T>> + Send + 'a>>;

// What `#[async_trait]`, by which the trait is declared, would write.
impl SessionStore for Sessions {
    fn create<'a, 'b, 'c>(&'a self, record: &'b mut Record) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move {
            loop {
                match self.0.insert_session(&row(record)?).await {
                    Ok(()) => return Ok(()),
                    // Of 128 random bits; it will not happen.
                    Err(Error::Store(StoreError::Duplicate)) => record.id = Id::default(),
                    Err(error) => return Err(failed(&error)),
                }
            }
        })
    }

    fn save<'a, 'b, 'c>(&'a self, record: &'b Record) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move { self.0.save_session(&row(record)?).await.map_err(|error| failed(&error)) })
    }

    fn load<'a, 'b, 'c>(&'a self, id: &'b Id) -> Answer<'c, Option<Record>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move {
            let row = self.0.session(&hash(*id)).await.map_err(|error| failed(&error))?;
            row.map(|row| record(*id, &row)).transpose()
        })
    }

    fn delete<'a, 'b, 'c>(&'a self, id: &'b Id) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move { self.0.delete_session(&hash(*id)).await.map_err(|error| failed(&error)) })
    }
}

fn row(record: &Record) -> session_store::Result<SessionRow> {
    let data = serde_json::to_string(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))?;
    Ok(SessionRow { id: hash(record.id), data, expires_at: Moment(record.expiry_date.unix_timestamp()) })
}

fn record(id: Id, row: &SessionRow) -> session_store::Result<Record> {
    let wrong = |error: String| session_store::Error::Decode(error);
    let data = serde_json::from_str(&row.data).map_err(|error| wrong(error.to_string()))?;
    let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.0).map_err(|error| wrong(error.to_string()))?;
    Ok(Record { id, data, expiry_date })
}

/// SHA-256 in hexadecimal.
fn hash(id: Id) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(id.0.to_le_bytes()) {
        // Writing to a text cannot fail.
        _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn failed(error: &Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

fn now() -> Moment {
    Moment(OffsetDateTime::now_utc().unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_cookie_is_found_by_its_whole_name() {
        let has = |cookie: &'static str| {
            let mut headers = HeaderMap::new();
            headers.append(header::COOKIE, HeaderValue::from_static("theme=dark"));
            headers.append(header::COOKIE, HeaderValue::from_static(cookie));
            has_cookie(&headers)
        };
        assert!(has("podarok_session=x"));
        assert!(has("a=b; podarok_session="));
        for other in ["podarok_sessions=x", "a=podarok_session", "xpodarok_session=x", ""] {
            assert!(!has(other), "{other}");
        }
    }

    #[test]
    fn the_database_does_not_learn_the_id() {
        let id = Id::default();
        let hash = hash(id);
        assert_eq!(hash.len(), 64);
        assert!(!hash.contains(&id.to_string()));
        assert_ne!(hash, super::hash(Id::default()));
    }

    #[test]
    fn a_session_comes_back_as_it_was_kept() {
        let id = Id::default();
        let expiry_date = OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let data = [("user_id".to_owned(), serde_json::json!(7))].into_iter().collect();
        let kept = Record { id, data, expiry_date };
        let back = row(&kept).and_then(|row| record(id, &row));
        assert_eq!(back.ok(), Some(kept));
    }
}
