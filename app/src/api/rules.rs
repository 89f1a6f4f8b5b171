//! Working copies and their publication: promotions, gift options, promo groups, personal offers and settings alike.

use contract::{
    RuleKind,
    inputs::{ListInput, PublishInput, SaveInput},
    views::{Named, Page, Phase, RuleRow, Saved},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::AppError;

/// A thing with a working copy, for its page: the item as its document JSON, whatever its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Working {
    pub item: Value,
    /// None for what was never saved.
    pub version: Option<i64>,
    pub phase: Phase,
    /// In the reader's language.
    pub sentence: String,
    /// The version that was published last.
    pub published_version: Option<i64>,
    /// Formatted on the server, in the shop's zone.
    pub changed_at: String,
    pub changed_by: String,
    /// Names for what the item refers to.
    pub names: Vec<Named>,
}

impl Working {
    /// A new thing.
    pub fn fresh(kind: RuleKind) -> Self {
        Self {
            item: Value::Object(serde_json::Map::new()),
            version: None,
            phase: if kind.has_status() { Phase::Draft } else { Phase::Unpublished },
            sentence: String::new(),
            published_version: None,
            changed_at: String::new(),
            changed_by: String::new(),
            names: Vec::new(),
        }
    }

    /// True where what is saved is not what customers get.
    pub fn is_unpublished(&self) -> bool {
        self.version != self.published_version
    }
}

/// Runs the same for the type behind each kind.
#[cfg(feature = "ssr")]
macro_rules! of_kind {
    ($kind:expr, $rule:ident => $body:expr) => {
        match $kind {
            RuleKind::Settings => {
                type $rule = engine::Settings;
                $body
            }
            RuleKind::GiftOptions => {
                type $rule = engine::GiftOptions;
                $body
            }
            RuleKind::Promotion => {
                type $rule = engine::Promotion;
                $body
            }
            RuleKind::PromoGroup => {
                type $rule = engine::PromoGroup;
                $body
            }
            RuleKind::PersonalOffer => {
                type $rule = engine::PersonalOffer;
                $body
            }
        }
    };
}

#[server(endpoint = "rules/list", prefix = "/api/ui", input = Json)]
pub async fn list_rules(kind: RuleKind, input: ListInput) -> Result<Page<RuleRow>, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let (permit, service) = (permit::<service::Read>().await?, service()?);
    let language = Preferences::current().language;
    Ok(of_kind!(kind, Rule => service.list_rules::<Rule>(&permit, &input, language).await?))
}

#[server(endpoint = "rules/load", prefix = "/api/ui", input = Json)]
pub async fn load_rule(kind: RuleKind, id: String) -> Result<Working, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let (permit, service) = (permit::<service::Read>().await?, service()?);
    let language = Preferences::current().language;
    of_kind!(kind, Rule => working(service.rule::<Rule>(&permit, &id, language).await?))
}

#[cfg(feature = "ssr")]
fn working<T: contract::Rule>(view: contract::views::RuleView<T>) -> Result<Working, AppError> {
    let contract::views::RuleView { item, version, phase, sentence, published_version, changed_at, changed_by, names } = view;
    let item = serde_json::to_value(item).map_err(|error| {
        tracing::error!(%error, "a rule has no JSON");
        AppError::from(contract::ErrorCode::Internal)
    })?;
    Ok(Working { item, version: Some(version), phase, sentence, published_version, changed_at, changed_by, names })
}

/// Saves a working copy; changes no basket.
#[server(endpoint = "rules/save", prefix = "/api/ui", input = Json)]
pub async fn save_rule(kind: RuleKind, input: SaveInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let (permit, service) = (permit::<service::Edit>().await?, service()?);
    guard_settings(kind, permit.actor())?;
    Ok(of_kind!(kind, Rule => service.save_rule::<Rule>(&permit, &input).await?))
}

/// From now on customers get it.
#[server(endpoint = "rules/publish", prefix = "/api/ui", input = Json)]
pub async fn publish_rule(kind: RuleKind, input: PublishInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let (permit, service) = (permit::<service::Publish>().await?, service()?);
    guard_settings(kind, permit.actor())?;
    Ok(of_kind!(kind, Rule => service.publish_rule::<Rule>(&permit, &input).await?))
}

/// Takes it out of baskets until it is published again.
#[server(endpoint = "rules/pause", prefix = "/api/ui", input = Json)]
pub async fn pause_rule(kind: RuleKind, input: PublishInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let (permit, service) = (permit::<service::Publish>().await?, service()?);
    Ok(of_kind!(kind, Rule => service.pause_rule::<Rule>(&permit, &input).await?))
}

/// Puts it away for good.
#[server(endpoint = "rules/archive", prefix = "/api/ui", input = Json)]
pub async fn archive_rule(kind: RuleKind, input: PublishInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let (permit, service) = (permit::<service::Publish>().await?, service()?);
    Ok(of_kind!(kind, Rule => service.archive_rule::<Rule>(&permit, &input).await?))
}

/// The settings belong to admins.
#[cfg(feature = "ssr")]
fn guard_settings(kind: RuleKind, actor: &service::Actor) -> Result<(), AppError> {
    if kind == RuleKind::Settings {
        actor.permit::<service::Administer>()?;
    }
    Ok(())
}
