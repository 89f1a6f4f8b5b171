//! From an outcome back to lines: an article's results are shared among its lines by quantity (R8).

use super::{
    arithmetic::{LARGEST, apportion, apportion_below, gross},
    given::Given,
    intake::{Entry, Standing},
    outcome::Outcome,
    points::ArticlePoints,
};
use crate::{
    quote::{Points, QuoteLine},
    units::{Money, Quantity},
};

/// What a line got of its article.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    gross: Money,
    discount: Money,
    points: Points,
}

impl Given<'_> {
    /// The request's lines in their order, then the added gifts.
    pub fn lines(&self, outcome: &Outcome<'_>, points: Option<&[ArticlePoints]>) -> Vec<QuoteLine> {
        let parts = self.parts(outcome, points);
        // A stable sort: each line's promotions stay in their order.
        let mut applied = outcome.applied.clone();
        applied.sort_by_key(|&(line, _)| line);
        let mut notices = outcome.line_notices.clone();
        notices.sort_by_key(|&(line, _)| line);
        let (mut applied, mut notices) = (applied.as_slice(), notices.as_slice());

        let mut lines = Vec::with_capacity(self.intake.entries.len() + outcome.added.len());
        for (index, entry) in self.intake.entries.iter().enumerate() {
            let applied = of_line(&mut applied, index).iter().map(|&(_, id)| id.to_owned()).collect();
            let notice: Vec<&str> = of_line(&mut notices, index).iter().map(|&(_, text)| text).collect();
            let notice = (!notice.is_empty()).then(|| notice.join("\n"));
            lines.extend(self.requested(index, entry, outcome.gifts[index], parts[index], applied, notice));
        }
        lines.extend(outcome.added.iter().map(|added| {
            let applied = added.applied.iter().map(|&id| id.to_owned()).collect();
            self.added(added.offer, added.quantity, applied)
        }));
        for line in &mut lines {
            line.bonuses = points.is_some().then(|| line.bonuses.unwrap_or_default());
        }
        lines
    }

    /// What each line of the request gets of its article.
    fn parts(&self, outcome: &Outcome<'_>, points: Option<&[ArticlePoints]>) -> Vec<Part> {
        let mut parts = vec![Part::default(); self.intake.entries.len()];
        for (index, article) in outcome.articles.iter().enumerate() {
            let ArticlePoints { can_spend, will_earn } = points.map_or_else(ArticlePoints::default, |points| points[index]);
            if let &[(line, _)] = self.intake.lines(article) {
                parts[line] = Part { gross: article.gross, discount: article.discount, points: Points { can_spend, will_earn } };
                continue;
            }
            let lines = self.intake.lines(article);
            let weights: Vec<i64> = lines.iter().map(|&(_, quantity)| quantity.0).collect();
            let gross = apportion(article.gross.0, &weights);
            // The largest remainder may favour a line with a kopeck of discount more than of gross: the gross is a cap.
            let discounts = apportion_below(article.discount.0, &weights, &gross);
            let (spend, earn) = (apportion(can_spend, &weights), apportion(will_earn, &weights));
            for (at, &(line, _)) in lines.iter().enumerate() {
                let points = Points { can_spend: spend[at], will_earn: earn[at] };
                parts[line] = Part { gross: Money(gross[at]), discount: Money(discounts[at]), points };
            }
        }
        parts
    }

    /// A line of the request as it is answered; none where nothing is left of it.
    fn requested(
        &self,
        index: usize,
        entry: &Entry<'_>,
        gift: Quantity,
        part: Part,
        applied: Vec<String>,
        notice: Option<String>,
    ) -> Option<QuoteLine> {
        let quantity = Quantity(entry.bought.0.saturating_add(gift.0));
        if entry.standing == Standing::Gone || quantity == Quantity::ZERO {
            return None;
        }
        let price = if entry.bought > Quantity::ZERO { entry.price } else { self.gift_price(entry) }.unwrap_or_default();
        let part = if entry.standing == Standing::SetAside { Part { gross: gross(price, entry.bought), ..part } } else { part };
        let error = match entry.standing {
            Standing::NoPrice => Some(self.text("Цена этого товара неизвестна", "The price of this item is unknown")),
            Standing::TooLarge => Some(self.text("Столько заказать нельзя", "So much cannot be ordered")),
            Standing::Active | Standing::SetAside | Standing::Gone => None,
        };
        Some(QuoteLine {
            source: Some(index),
            offer_id: entry.line.offer_id.clone(),
            name: entry.name().to_owned(),
            price,
            quantity,
            discount: Money(part.discount.0.saturating_add(gross(price, gift).0)),
            subtotal: Money(part.gross.0 - part.discount.0),
            gift,
            applied,
            bonuses: Some(part.points),
            notice,
            error,
            set_aside: entry.line.set_aside,
            available: entry.product.is_none_or(|product| product.available),
        })
    }

    /// A gift's price is the catalogue's, where it knows one.
    fn gift_price(&self, entry: &Entry<'_>) -> Option<Money> {
        entry.product.and_then(|product| product.price).map(|price| price.max(Money::ZERO)).or(entry.price)
    }

    /// A gift on a line of its own.
    fn added(&self, offer: &str, quantity: Quantity, applied: Vec<String>) -> QuoteLine {
        let product = self.catalogue.product(offer);
        let price = product.and_then(|product| product.price).unwrap_or_default().clamp(Money::ZERO, Money(LARGEST));
        let name = product.map(|product| product.name).filter(|name| !name.is_empty()).unwrap_or(offer);
        QuoteLine {
            source: None,
            offer_id: offer.to_owned(),
            name: name.to_owned(),
            price,
            quantity,
            discount: gross(price, quantity),
            subtotal: Money::ZERO,
            gift: quantity,
            applied,
            bonuses: None,
            notice: None,
            error: None,
            set_aside: false,
            available: product.is_none_or(|product| product.available),
        }
    }

    /// A text in the language of the shop's customers.
    pub fn text(&self, ru: &str, en: &str) -> String {
        self.engine.ruleset.settings.language.pick(ru, en).to_owned()
    }
}

/// Takes those of a line off the front of what is sorted by lines.
fn of_line<'s, T>(sorted: &mut &'s [(usize, T)], line: usize) -> &'s [(usize, T)] {
    let (of_line, rest) = sorted.split_at(sorted.iter().take_while(|entry| entry.0 == line).count());
    *sorted = rest;
    of_line
}
