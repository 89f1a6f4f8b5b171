//! Files of codes from and for the admin: a browser's form brings one, and a link takes one home. They are no server
//! functions, for they carry megabytes; who is signed in, and what they may do, is asked in the same way.

use app::session::{CHECKED, Checked, actor_of};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Multipart, Path, Query, State, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use contract::{ErrorCode, views::CodeState};
use serde::Deserialize;
use service::{
    Error, Permit, Publish, Service,
    codes::{CodesExport, CodesImport, CodesInput, FileKind, LARGEST_FILE},
};
use tower_sessions::Session;

use crate::{AppState, sessions};

/// Of the form around a file.
const FORM: usize = 64 * 1024;

pub fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/code-files/{pool}", get(download).post(upload))
        .layer(DefaultBodyLimit::max(LARGEST_FILE + FORM))
        .layer(sessions::layer(state))
}

/// Which codes, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Export {
    /// `xlsx`; else CSV.
    format: String,
    state: Option<CodeState>,
    search: String,
}

/// The file, sent while it is read.
pub async fn export(service: &Service, permit: &Permit<Publish>, pool: &str, query: Export) -> Result<Response, Error> {
    let Export { format, state, search } = query;
    let (kind, end, mime) = match format.as_str() {
        "xlsx" => (FileKind::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => (FileKind::Csv, "csv", "text/csv; charset=utf-8"),
    };
    let input = CodesInput { state, search, ..CodesInput::default() };
    let mut export = service.export_codes(permit, pool, &input, kind).await?;
    // Whatever fails at once is told with a status; later the file just breaks off.
    let first = export.next().await?.unwrap_or_default();
    let mut response = Body::new(Pieces::new(first, export)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The pool's id is plain text.
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{pool}.{end}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

type NextPiece = std::pin::Pin<Box<dyn Future<Output = (CodesExport, Result<Option<Vec<u8>>, Error>)> + Send>>;

/// A body of pieces that are asked for one by one.
struct Pieces {
    first: Option<Vec<u8>>,
    next: Option<NextPiece>,
}

impl Pieces {
    fn new(first: Vec<u8>, export: CodesExport) -> Self {
        Self { first: Some(first), next: Some(Box::pin(next_of(export))) }
    }
}

async fn next_of(mut export: CodesExport) -> (CodesExport, Result<Option<Vec<u8>>, Error>) {
    let piece = export.next().await;
    (export, piece)
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Error>>> {
        use std::task::Poll;

        let frame = |piece: Vec<u8>| Poll::Ready(Some(Ok(hyper::body::Frame::data(Bytes::from(piece)))));
        if let Some(first) = self.first.take() {
            return frame(first);
        }
        let Some(mut next) = self.next.take() else { return Poll::Ready(None) };
        match next.as_mut().poll(context) {
            Poll::Pending => {
                self.next = Some(next);
                Poll::Pending
            }
            Poll::Ready((export, Ok(Some(piece)))) => {
                self.next = Some(Box::pin(next_of(export)));
                frame(piece)
            }
            Poll::Ready((_, Ok(None))) => Poll::Ready(None),
            Poll::Ready((_, Err(error))) => Poll::Ready(Some(Err(error))),
        }
    }
}

async fn download(
    State(state): State<AppState>,
    session: Session,
    Path(pool): Path<String>,
    Query(query): Query<Export>,
) -> Result<Response, Refusal> {
    let permit = permit(&state, &session).await?;
    Ok(export(&state.service, &permit, &pool, query).await?)
}

/// The form of the pool's page: a file, and which of its two buttons was pressed.
async fn upload(
    State(state): State<AppState>,
    session: Session,
    Path(pool): Path<String>,
    mut form: Multipart,
) -> Result<Response, Refusal> {
    let permit = permit(&state, &session).await?;
    let (mut file, mut dry_run) = (Vec::new(), true);
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("file") => file = Vec::from(field.bytes().await?),
            Some("act") => dry_run = field.text().await? != "import",
            _ => {}
        }
    }
    let checked = match state.service.import_codes(&permit, &pool, file, dry_run).await {
        Ok(CodesImport::Started(_)) => None,
        Ok(CodesImport::Checked(checked)) => Some(Checked { pool: pool.clone(), checked: Some(checked), problems: Vec::new() }),
        Err(error) => {
            let told = error.told();
            if told.code != ErrorCode::Invalid {
                return Err(told.into());
            }
            Some(Checked { pool: pool.clone(), checked: None, problems: told.problems.0 })
        }
    };
    if let Some(checked) = checked {
        let kept = session.insert(CHECKED, checked).await;
        kept.map_err(|error| {
            tracing::error!(%error, "the session cannot be written");
            contract::Error::from(ErrorCode::Unavailable)
        })?;
    }
    Ok(Redirect::to(&format!("/codes/{pool}")).into_response())
}

async fn permit(state: &AppState, session: &Session) -> Result<Permit<Publish>, Refusal> {
    let actor = actor_of(session, &state.service).await.map_err(|error| error.0)?;
    let actor = actor.ok_or_else(|| contract::Error::from(ErrorCode::Unauthenticated))?;
    Ok(actor.permit::<Publish>().map_err(contract::Error::from)?)
}

/// Told as a text, in both languages: it takes the place of a page.
struct Refusal(StatusCode, String);

impl From<contract::Error> for Refusal {
    fn from(error: contract::Error) -> Self {
        let status = StatusCode::from_u16(app::error::AppError::status(error.code)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let text = error.code.text();
        Self(status, format!("{}\n{}\n", text.ru, text.en))
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        error.told().into()
    }
}

impl From<MultipartError> for Refusal {
    fn from(error: MultipartError) -> Self {
        let text = match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => "Файл больше 64 МБ.\nThe file is larger than 64 MB.\n",
            _ => "Форма не читается.\nThe form cannot be read.\n",
        };
        Self(error.status(), text.to_owned())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}
