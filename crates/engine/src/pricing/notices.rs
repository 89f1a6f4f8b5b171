//! What the customer should know about the basket as a whole.

use super::{
    given::Given,
    intake::{Entry, Standing},
    outcome::Outcome,
};
use crate::units::Quantity;

impl Given<'_> {
    /// Gifts that were in the request and are not due, each offer once, in the order of the lines; then what promotions
    /// say, in their order.
    pub fn notices(&self, outcome: &Outcome<'_>) -> Vec<String> {
        let entries = &self.intake.entries;
        let mut told: Vec<&str> = Vec::new();
        let mut notices = Vec::new();
        let came_back = !self.intake.claims.is_empty() || entries.iter().any(|entry| entry.standing == Standing::Gone);
        for entry in entries.iter().filter(|_| came_back) {
            if told.contains(&entry.offer) {
                continue;
            }
            if self.claimed(entry.offer) > given(entry.offer, entries, outcome) {
                told.push(entry.offer);
                let name = entry.name();
                notices.push(self.text(
                    &format!("Подарок «{name}» больше не положен, мы убрали его из корзины"),
                    &format!("The gift “{name}” is no longer due, so it has been taken out of the basket"),
                ));
            }
        }
        notices.extend(outcome.notices.iter().map(|&notice| notice.to_owned()));
        notices
    }

    /// How many units of an offer came as gifts.
    fn claimed(&self, offer: &str) -> i64 {
        let claims = self.intake.claims.iter().filter(|claim| claim.offer == offer).map(|claim| claim.quantity.0);
        let gone = |entry: &&Entry<'_>| entry.standing == Standing::Gone && entry.offer == offer;
        let gone = self.intake.entries.iter().filter(gone).map(|entry| entry.bought.0);
        claims.chain(gone).fold(0, i64::saturating_add)
    }
}

/// How many units of an offer are given now.
fn given(offer: &str, entries: &[Entry<'_>], outcome: &Outcome<'_>) -> i64 {
    let on_lines = entries.iter().zip(&outcome.gifts).filter(|(entry, _)| entry.offer == offer).map(|(_, gift)| *gift);
    let added = outcome.added.iter().filter(|added| added.offer == offer).map(|added| added.quantity);
    on_lines.chain(added).map(Quantity::thousandths).fold(0, i64::saturating_add)
}
