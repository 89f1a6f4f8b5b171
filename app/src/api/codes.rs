//! Codes: pools, what is in them, and one code's history. Files come by another way: they are megabytes.

use contract::views::{CodeState, CodeView, CodesChecked, CodesPage, JobView, KeySpaceView, PoolView};
use engine::problem::Problem;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What the page of a pool is asked for: its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PoolQuery {
    pub search: String,
    pub state: Option<CodeState>,
    pub after: Option<String>,
    /// A pattern that is looked at before codes are made of it.
    pub pattern: String,
    pub count: u64,
}

/// Everything that the page of a pool shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolPage {
    pub pool: PoolView,
    pub jobs: Vec<JobView>,
    /// For those who may see codes.
    pub codes: Option<CodesPage>,
    pub key_space: Option<KeySpaceView>,
    /// What is wrong with the pattern.
    pub pattern_problems: Vec<Problem>,
    pub checked: Option<CodesChecked>,
    /// What is wrong with a file as a whole.
    pub file_problems: Vec<Problem>,
}

#[server(endpoint = "codes/pools", prefix = "/api/ui", input = Json)]
pub async fn list_pools() -> Result<Vec<PoolView>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.code_pools(&permit).await?)
}

/// Without the permission to publish, the numbers and jobs only.
#[server(endpoint = "codes/pool", prefix = "/api/ui", input = Json)]
pub async fn load_pool(id: String, input: PoolQuery) -> Result<PoolPage, AppError> {
    use crate::session::{Checked, permit, service, take_checked};
    use contract::ErrorCode;
    use service::{Publish, Read, codes::CodesInput};

    let reads = permit::<Read>().await?;
    let service = service()?;
    let (pool, jobs) = (service.code_pool(&reads, &id).await?, service.jobs_of_pool(&reads, &id).await?);
    let mut page = PoolPage {
        pool,
        jobs,
        codes: None,
        key_space: None,
        pattern_problems: Vec::new(),
        checked: None,
        file_problems: Vec::new(),
    };
    let Ok(publishes) = permit::<Publish>().await else { return Ok(page) };
    let PoolQuery { search, state, after, pattern, count } = input;
    let codes = CodesInput { search, state, after, limit: 0 };
    page.codes = Some(service.codes_of_pool(&publishes, &id, &codes).await?);
    if !pattern.is_empty() {
        match service.key_space(&publishes, &pattern, count).await.map_err(AppError::from) {
            Ok(key_space) => page.key_space = Some(key_space),
            Err(error) if error.code() == ErrorCode::Invalid => page.pattern_problems = error.0.problems.0,
            Err(error) => return Err(error),
        }
    }
    if let Some(Checked { pool: _, checked, problems }) = take_checked(&id).await? {
        (page.checked, page.file_problems) = (checked, problems);
    }
    Ok(page)
}

/// The newest jobs of a pool, for their progress.
#[server(endpoint = "codes/jobs", prefix = "/api/ui", input = Json)]
pub async fn pool_jobs(id: String) -> Result<Vec<JobView>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.jobs_of_pool(&permit, &id).await?)
}

#[server(endpoint = "codes/code", prefix = "/api/ui", input = Json)]
pub async fn load_code(id: String) -> Result<CodeView, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.code(&permit, &id).await?)
}

#[server(endpoint = "codes/create-pool", prefix = "/api/ui")]
pub async fn create_pool(pool: String) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    service()?.create_code_pool(&permit, &pool).await?;
    leptos_axum::redirect(&format!("/codes/{}", escape(pool.trim())), false);
    Ok(())
}

#[server(endpoint = "codes/generate", prefix = "/api/ui")]
pub async fn generate_codes(pool: String, pattern: String, count: u64) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    service()?.generate_codes(&permit, &pool, &pattern, count).await?;
    leptos_axum::redirect(&format!("/codes/{}", escape(&pool)), false);
    Ok(())
}

/// All codes of a pool that nobody redeemed.
#[server(endpoint = "codes/switch-pool", prefix = "/api/ui")]
pub async fn switch_pool(pool: String, active: bool) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    service()?.switch_pool(&permit, &pool, active).await?;
    leptos_axum::redirect(&format!("/codes/{}", escape(&pool)), false);
    Ok(())
}

#[server(endpoint = "codes/switch-code", prefix = "/api/ui")]
pub async fn switch_code(code: String, active: bool) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    service()?.switch_code(&permit, &code, active).await?;
    leptos_axum::redirect(&format!("/find/code?code={}", escape(&code)), false);
    Ok(())
}
