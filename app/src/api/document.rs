//! A thing saved as the document JSON that was typed.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// A document that was refused, and the version that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub thing: String,
    pub version: Option<i64>,
    pub document: String,
}

/// Saves the document, and publishes it where `act` says so. A plain form posts here; `thing` is the word of
/// [`crate::editor::Thing`], an empty `version` a new thing.
#[server(endpoint = "document/save", prefix = "/api/ui")]
pub async fn save_document(
    thing: String,
    #[server(default)] version: String,
    document: String,
    #[server(default)] act: String,
) -> Result<(), AppError> {
    use crate::{editor::Thing, session};
    // Nothing is kept for strangers, nor for those who may save nothing.
    session::permit::<service::Edit>().await?;
    let draft = Draft { thing, version: version.parse().ok(), document };
    let result = async {
        let thing = Thing::parse(&draft.thing).ok_or(contract::ErrorCode::NotFound)?;
        save(thing, &draft, act == "publish").await
    }
    .await;
    match result {
        Ok(page) => leptos_axum::redirect(&page, false),
        Err(error) => {
            session::keep(draft).await?;
            return Err(error);
        }
    }
    Ok(())
}

/// Where the saved thing is.
#[cfg(feature = "ssr")]
async fn save(thing: crate::editor::Thing, draft: &Draft, publish: bool) -> Result<String, AppError> {
    use crate::{api::rules::publish_rule, local_path::escape};
    use contract::inputs::{PublishInput, SaveInput};
    let item = serde_json::from_str(&draft.document).map_err(|error| not_json(&error))?;
    let saved = thing.save(SaveInput { item, version: draft.version }).await?;
    if let (true, Some(kind)) = (publish, thing.rule()) {
        publish_rule(kind, PublishInput { id: saved.id.clone(), version: saved.version }).await?;
    }
    let is_one = thing.path() == "/settings";
    Ok(if is_one { thing.path().to_owned() } else { format!("{}/{}", thing.path(), escape(&saved.id)) })
}

#[cfg(feature = "ssr")]
fn not_json(error: &serde_json::Error) -> AppError {
    let (line, column) = (error.line(), error.column());
    let mut problems = engine::Problems::default();
    problems.add(
        &engine::Place::root(),
        format!("Это не JSON: строка {line}, знак {column}."),
        format!("This is no JSON: line {line}, column {column}."),
    );
    AppError(contract::Error::invalid(problems))
}

/// What was refused last, of this kind of things; once.
#[server(endpoint = "document/kept", prefix = "/api/ui", input = Json)]
pub async fn kept_document(thing: String) -> Result<Option<Draft>, AppError> {
    use crate::session;
    session::permit::<service::Read>().await?;
    Ok(session::take_kept().await?.filter(|draft| draft.thing == thing))
}
