//! What became of the code that the customer typed (R14).

use super::run::{Given, Outcome};
use crate::quote::{CodeOutcome, CodeStatus};

impl Given<'_> {
    /// None where no code was sent.
    pub fn code_outcome(&self, outcome: &Outcome<'_>) -> Option<CodeOutcome> {
        let typed = self.typed?;
        let rules = &self.engine.compiled.rules;
        let applied = outcome.at_work.iter().find_map(|at_work| self.code_of(&rules[at_work.rule]));
        let status = match applied {
            Some(_) => CodeStatus::Success,
            None if self.engine.compiled.codes.contains_key(typed) => CodeStatus::NotRedeemable,
            None => CodeStatus::NotFound,
        };
        Some(CodeOutcome { status, applied: applied.map(str::to_owned) })
    }
}
