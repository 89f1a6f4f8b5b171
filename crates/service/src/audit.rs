//! Rows of the audit log, written in the transaction of what they tell of.

use engine::Moment;
use store::AuditRow;

use crate::Actor;

pub(crate) fn row(at: Moment, actor: &Actor, action: &str, kind: &str, id: &str) -> AuditRow {
    AuditRow {
        at,
        actor: actor.name.clone(),
        action: action.to_owned(),
        kind: kind.to_owned(),
        id: id.to_owned(),
        before: None,
        after: None,
    }
}

/// What was, and what is now.
pub(crate) trait Told: Sized {
    fn before(self, json: impl Into<Option<String>>) -> Self;
    fn after(self, json: impl Into<Option<String>>) -> Self;
}

impl Told for AuditRow {
    fn before(mut self, json: impl Into<Option<String>>) -> Self {
        self.before = json.into();
        self
    }

    fn after(mut self, json: impl Into<Option<String>>) -> Self {
        self.after = json.into();
        self
    }
}
