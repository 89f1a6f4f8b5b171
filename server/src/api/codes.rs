//! Codes: `/api/v1/code-pools`, any code's history, and the jobs that make, bring in and switch codes.
//!
//! ```text
//! POST /api/v1/code-pools                          {"id": "summer"}
//! POST /api/v1/code-pools/summer/generate          {"pattern": "SUMMER-######", "count": 1000}
//! 202 {"id": 7, "kind": "generate", "state": "running", "done": 0, "total": 1000, …}
//! GET  /api/v1/jobs/7
//! POST /api/v1/code-pools/summer/import?dry_run=true    a CSV or XLSX file
//! GET  /api/v1/code-pools/summer/codes?state=free&search=SUMMER-7&limit=100
//! GET  /api/v1/code-pools/summer/export?format=xlsx
//! POST /api/v1/code-pools/summer/switch            {"active": false}
//! GET  /api/v1/codes/SUMMER-7KQ2RT                 where it is used, and what happened to it
//! POST /api/v1/codes/SUMMER-7KQ2RT/switch          {"active": false}
//! ```

use axum::{
    Json, Router,
    body::Body,
    extract::{FromRequest, Path, Query, Request, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use contract::{
    ErrorCode,
    views::{CodeState, CodeView, CodesPage, JobView, PoolView},
};
use serde::{Deserialize, de::DeserializeOwned};
use service::{
    Permit, Publish, Read,
    access::Proves,
    codes::{CodesImport, CodesInput, LARGEST_FILE},
};

use super::{Caller, Failure};
use crate::{AppState, code_files, layers::body};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/code-pools", get(pools).post(create))
        .route("/api/v1/code-pools/{pool}", get(pool))
        .route("/api/v1/code-pools/{pool}/codes", get(codes))
        .route("/api/v1/code-pools/{pool}/generate", post(generate))
        .route("/api/v1/code-pools/{pool}/import", post(import))
        .route("/api/v1/code-pools/{pool}/export", get(export))
        .route("/api/v1/code-pools/{pool}/switch", post(switch_pool))
        .route("/api/v1/codes/{code}", get(code))
        .route("/api/v1/codes/{code}/switch", post(switch_code))
        .route("/api/v1/jobs/{id}", get(job))
}

impl Caller {
    fn permit<P: Proves>(&self) -> Result<Permit<P>, Failure> {
        Ok(self.0.permit::<P>()?)
    }
}

/// A JSON body; what is wrong with it is told in the API's own words.
struct Input<T>(T);

impl<T: DeserializeOwned> FromRequest<AppState> for Input<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Failure> {
        let body: Result<Json<T>, JsonRejection> = Json::from_request(request, state).await;
        let Json(input) = body.map_err(|error| {
            Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "тело запроса не подходит", &error.body_text())
        })?;
        Ok(Self(input))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPool {
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Generate {
    pattern: String,
    count: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    active: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Import {
    dry_run: bool,
}

async fn pools(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<PoolView>>, Failure> {
    Ok(Json(state.service.code_pools(&caller.permit::<Read>()?).await?))
}

async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Input(NewPool { id }): Input<NewPool>,
) -> Result<Response, Failure> {
    state.service.create_code_pool(&caller.permit::<Publish>()?, &id).await?;
    let pool = state.service.code_pool(&caller.permit::<Read>()?, id.trim()).await?;
    Ok((StatusCode::CREATED, Json(pool)).into_response())
}

async fn pool(State(state): State<AppState>, caller: Caller, Path(pool): Path<String>) -> Result<Json<PoolView>, Failure> {
    Ok(Json(state.service.code_pool(&caller.permit::<Read>()?, &pool).await?))
}

/// As addresses write it: [`CodesInput`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Codes {
    state: Option<CodeState>,
    search: String,
    after: Option<String>,
    limit: u64,
}

async fn codes(
    State(state): State<AppState>,
    caller: Caller,
    Path(pool): Path<String>,
    Query(query): Query<Codes>,
) -> Result<Json<CodesPage>, Failure> {
    let Codes { state: of, search, after, limit } = query;
    let input = CodesInput { state: of, search, after, limit };
    Ok(Json(state.service.codes_of_pool(&caller.permit::<Publish>()?, &pool, &input).await?))
}

async fn generate(
    State(state): State<AppState>,
    caller: Caller,
    Path(pool): Path<String>,
    Input(Generate { pattern, count }): Input<Generate>,
) -> Result<Response, Failure> {
    Ok(started(state.service.generate_codes(&caller.permit::<Publish>()?, &pool, &pattern, count).await?))
}

async fn import(
    State(state): State<AppState>,
    caller: Caller,
    Path(pool): Path<String>,
    Query(Import { dry_run }): Query<Import>,
    request: Request,
) -> Result<Response, Failure> {
    let permit = caller.permit::<Publish>()?;
    let (parts, body) = request.into_parts();
    let bytes = read(&parts.headers, body).await?;
    Ok(match state.service.import_codes(&permit, &pool, bytes, dry_run).await? {
        CodesImport::Started(job) => started(job),
        CodesImport::Checked(checked) if checked.wrong > 0 && !dry_run => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(checked)).into_response()
        }
        CodesImport::Checked(checked) => Json(checked).into_response(),
    })
}

async fn read(headers: &axum::http::HeaderMap, body: Body) -> Result<Vec<u8>, Failure> {
    let read = body::read(headers, body, LARGEST_FILE).await;
    read.map(Vec::from).map_err(|unread| match unread {
        body::Unread::TooLarge => {
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "invalid", "файл больше 64 МБ", "the file is larger than 64 MB")
        }
        body::Unread::BrokenOff => ErrorCode::Invalid.into(),
    })
}

async fn export(
    State(state): State<AppState>,
    caller: Caller,
    Path(pool): Path<String>,
    Query(query): Query<code_files::Export>,
) -> Result<Response, Failure> {
    Ok(code_files::export(&state.service, &caller.permit::<Publish>()?, &pool, query).await?)
}

async fn switch_pool(
    State(state): State<AppState>,
    caller: Caller,
    Path(pool): Path<String>,
    Input(Switch { active }): Input<Switch>,
) -> Result<Response, Failure> {
    Ok(started(state.service.switch_pool(&caller.permit::<Publish>()?, &pool, active).await?))
}

async fn code(State(state): State<AppState>, caller: Caller, Path(code): Path<String>) -> Result<Json<CodeView>, Failure> {
    Ok(Json(state.service.code(&caller.permit::<Publish>()?, &code).await?))
}

async fn switch_code(
    State(state): State<AppState>,
    caller: Caller,
    Path(code): Path<String>,
    Input(Switch { active }): Input<Switch>,
) -> Result<Json<CodeView>, Failure> {
    let permit = caller.permit::<Publish>()?;
    state.service.switch_code(&permit, &code, active).await?;
    Ok(Json(state.service.code(&permit, &code).await?))
}

async fn job(State(state): State<AppState>, caller: Caller, Path(id): Path<i64>) -> Result<Json<JobView>, Failure> {
    Ok(Json(state.service.job(&caller.permit::<Read>()?, id).await?))
}

fn started(job: JobView) -> Response {
    (StatusCode::ACCEPTED, Json(job)).into_response()
}
