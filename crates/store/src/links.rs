//! What a rule refers to: its codes, gift options, categories, segments and so on.

use std::collections::BTreeSet;

use contract::RuleKind;
use engine::rules::Status;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult,
    sea_query::{Expr, ExprTrait, Order, Query},
};

use crate::{
    Result, Tx,
    access::{Access, Source},
    bulk::{self, MOST_KEYS},
    convert,
    entities::{
        rule_links::{Column, Entity, Model},
        working_copies,
    },
};

/// The reference under which codes are stored.
const CODE: &str = "code";

/// A working copy that refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkUser {
    /// What it refers to, as it writes it.
    pub target: String,
    pub kind: RuleKind,
    pub id: String,
    pub name: String,
    pub status: Option<Status>,
}

impl<C: Source> Access<C> {
    /// The working copies that refer to any of `targets`, in the order of target, kind and id; archived ones as well.
    /// `reference` as in [`Tx::set_links`]. Targets are compared exactly.
    pub async fn users_of(&self, reference: &str, targets: &[&str]) -> Result<Vec<LinkUser>> {
        self.find_links(reference, Column::Target, targets).await
    }

    /// The same for codes, compared by [`engine::code::key`], as customers' codes are (R14).
    pub async fn users_of_codes(&self, codes: &[&str]) -> Result<Vec<LinkUser>> {
        let keys: Vec<String> = codes.iter().map(|code| engine::code::key(code)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        self.find_links(CODE, Column::TargetKey, &keys).await
    }

    async fn find_links(&self, reference: &str, column: Column, targets: &[&str]) -> Result<Vec<LinkUser>> {
        let mut users = Vec::new();
        for targets in sorted(targets).chunks(MOST_KEYS) {
            let query = Query::select()
                .column((Entity, Column::Target))
                .column((Entity, Column::Kind))
                .column((Entity, Column::Id))
                .column((working_copies::Entity, working_copies::Column::Name))
                .column((working_copies::Entity, working_copies::Column::Status))
                .from(Entity)
                .inner_join(
                    working_copies::Entity,
                    Expr::col((working_copies::Entity, working_copies::Column::Kind))
                        .equals((Entity, Column::Kind))
                        .and(Expr::col((working_copies::Entity, working_copies::Column::Id)).equals((Entity, Column::Id))),
                )
                .and_where(Expr::col((Entity, Column::Reference)).eq(reference))
                .and_where(Expr::col((Entity, column)).is_in(targets.iter().copied()))
                .order_by((Entity, column), Order::Asc)
                .order_by((Entity, Column::Target), Order::Asc)
                .order_by((Entity, Column::Kind), Order::Asc)
                .order_by((Entity, Column::Id), Order::Asc)
                .to_owned();
            for row in self.db().query_all(&query).await? {
                users.push(read(&row)?);
            }
        }
        Ok(users)
    }
}

impl Tx {
    /// Replaces what a working copy refers to: pairs of reference (`offer`, `category`, `segment`, `gift_options`,
    /// `promotion`, `code_pool`, `code` …) and target.
    pub async fn set_links(&self, kind: RuleKind, id: &str, links: &[(String, String)]) -> Result<()> {
        Entity::delete_many().filter(Column::Kind.eq(kind.as_str())).filter(Column::Id.eq(id)).exec(self.db()).await?;
        let links: BTreeSet<&(String, String)> = links.iter().collect();
        let rows = links.into_iter().map(|(reference, target)| Model {
            kind: kind.as_str().to_owned(),
            id: id.to_owned(),
            reference: reference.clone(),
            target: target.clone(),
            target_key: engine::code::key(target),
        });
        bulk::insert::<Entity>(self.db(), rows.collect(), None).await
    }
}

fn sorted<'a>(targets: &[&'a str]) -> Vec<&'a str> {
    targets.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

fn read(row: &QueryResult) -> Result<LinkUser> {
    let kind: String = row.try_get("", "kind")?;
    let status: Option<String> = row.try_get("", "status")?;
    Ok(LinkUser {
        target: row.try_get("", "target")?,
        kind: convert::kind(&kind)?,
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        status: convert::status(status.as_deref())?,
    })
}
