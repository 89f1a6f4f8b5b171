//! Saving a working copy.

use contract::{
    ErrorCode, Rule, RuleKind,
    document::{FORMAT, check_time_zone},
    inputs::SaveInput,
    views::Saved,
};
use engine::{Place, Problems, Status, describe::Reference};
use serde_json::Value;
use store::{Counter, StoreError, Tx, WorkingCopy};

use super::{AnyRule, new_id::new_id};
use crate::{
    Actor, Error, Service,
    audit::{self, Told},
    calendar, input, references,
};

impl Service {
    /// The thing that was sent, checked by itself.
    pub(super) fn read_item<T: Rule>(&self, input: &SaveInput) -> Result<T, Error> {
        let mut value = input.item.clone();
        if input.version.is_none() {
            give_id::<T>(&mut value)?;
        }
        let item: T = input::read(value, &self.live().time_zone)?;
        if let AnyRule::Settings(settings) = AnyRule::of(&item)? {
            let mut problems = Problems::default();
            check_time_zone(&settings, &Place::root(), &|name| calendar::time_zone(name).is_some(), &mut problems);
            problems.or(())?;
        }
        Ok(item)
    }

    /// Stores a working copy over the version that was seen. Saving what is there already changes nothing.
    pub(super) async fn save(&self, actor: &Actor, mut rule: AnyRule, seen: Option<i64>) -> Result<Saved, Error> {
        let (kind, id) = (rule.kind(), rule.id().to_owned());
        let tx = self.inner.store.begin().await?;
        let before = tx.working_copy(kind, &id).await?;
        rule.set_status(before.as_ref().and_then(|copy| copy.status).unwrap_or_default());
        let body = rule.to_json()?;
        match (&before, seen) {
            (Some(copy), Some(seen)) if copy.version != seen => return Err(ErrorCode::Conflict.into()),
            (Some(copy), Some(_)) if copy.body == body => return Ok(Saved { id, version: copy.version }),
            (Some(_), None) => return Err(taken(kind)),
            // Settings that were never saved are shown with version 0.
            (None, Some(seen)) if kind != RuleKind::Settings || seen != 0 => return Err(ErrorCode::NotFound.into()),
            _ => {}
        }
        references::check_one(&tx, &rule.document(), &references::lanes(&tx, &self.live()).await?).await?;
        let version = Draft { tx: &tx, actor, action: "save" }.store(rule, before).await?;
        tx.commit().await?;
        Ok(Saved { id, version })
    }
}

/// Something to save, in a transaction.
pub(crate) struct Draft<'a> {
    pub tx: &'a Tx,
    pub actor: &'a Actor,
    /// As the audit log calls it.
    pub action: &'a str,
}

impl Draft<'_> {
    /// Stores a working copy, new or over `before`, with its links, the segments that it names and the audit row; its
    /// new version.
    pub(crate) async fn store(&self, rule: AnyRule, before: Option<WorkingCopy>) -> Result<i64, Error> {
        let &Self { tx, actor, action } = self;
        let (kind, id, at) = (rule.kind(), rule.id().to_owned(), calendar::now());
        let (links, named) = (rule.links(), rule.references());
        let was = before.as_ref().map(|copy| copy.body.clone());
        let version = before.as_ref().map_or(1, |copy| copy.version + 1);
        let status = before.as_ref().and_then(|copy| copy.status).unwrap_or_default();
        let mut copy = before.clone().unwrap_or_else(|| blank(kind));
        rule.write_to(&mut copy, status)?;
        (copy.version, copy.changed_at, copy.changed_by) = (version, at, actor.name.clone());
        match before {
            Some(before) => tx.update_working_copy(&copy, before.version).await?,
            None => {
                copy.created_at = at;
                tx.insert_working_copy(&copy).await.map_err(|error| match error {
                    StoreError::Duplicate => taken(kind),
                    other => other.into(),
                })?;
            }
        }
        tx.set_links(kind, &id, &links).await?;
        let segments = named.iter().filter(|(reference, _)| *reference == Reference::Segment);
        if references::make_segments(tx, segments.map(|(_, id)| id.as_str())).await? {
            tx.raise_counter(Counter::Segments).await?;
        }
        tx.audit(&audit::row(at, actor, action, kind.as_str(), &id).before(was).after(copy.body)).await?;
        Ok(version)
    }
}

/// A working copy that has nothing yet.
fn blank(kind: RuleKind) -> WorkingCopy {
    let at = calendar::now();
    WorkingCopy {
        kind,
        id: String::new(),
        name: String::new(),
        search_key: String::new(),
        status: Some(Status::Draft),
        lane: None,
        priority: 0,
        starts_at: None,
        ends_at: None,
        format: FORMAT,
        body: String::new(),
        version: 0,
        published_version: None,
        published_revision: None,
        changed_at: at,
        changed_by: String::new(),
        created_at: at,
    }
}

fn taken(kind: RuleKind) -> Error {
    match kind {
        // There is one of them, and somebody saved it first.
        RuleKind::Settings => ErrorCode::Conflict.into(),
        _ => input::problem(
            "id",
            "такой идентификатор уже занят, и в архиве тоже: они не повторяются",
            "is taken already, perhaps by something archived: ids are never reused",
        ),
    }
}

/// An id, where the thing has a field for it and came without one.
fn give_id<T: Rule>(item: &mut Value) -> Result<(), Error> {
    let Some(object) = item.as_object_mut() else { return Ok(()) };
    let is_absent = match object.get("id") {
        None | Some(Value::Null) => true,
        Some(Value::String(id)) => id.trim().is_empty(),
        Some(_) => false,
    };
    if is_absent && T::FIELDS.iter().any(|field| field.key == "id") {
        let name = object.get("name").and_then(Value::as_str).unwrap_or_default();
        let id = new_id(T::KIND, name)?;
        object.insert("id".to_owned(), Value::String(id));
    }
    Ok(())
}
