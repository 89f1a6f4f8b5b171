//! What one promotion really gives: after floors, caps and what is left of its limits (R7, R11, R12, R16).

use super::{article::Article, counter::Seen, intake::Standing, listing::Listing, outcome::Added, run::Calculation};
use crate::{
    Promotion,
    basket::Chosen,
    effects::Effect,
    rules::Gift,
    trace::Cut,
    units::{Money, Quantity},
};

/// What a promotion gives. Its money is off the articles already.
#[derive(Debug, Default)]
pub(super) struct Offer<'a> {
    pub money: Money,
    pub gifts: Vec<&'a Gift>,
    pub options: Vec<&'a Gift>,
    /// Points at this turn, and whether points may pay more.
    pub points: bool,
    /// As contests compare it (R10).
    pub worth: Money,
    pub cut_by: Vec<Cut>,
    pub seen: Seen,
}

impl Offer<'_> {
    /// R4: money, a gift, the offer of a choice, or points.
    pub fn gives(&self) -> bool {
        self.money > Money::ZERO || !self.gifts.is_empty() || !self.options.is_empty() || self.points
    }
}

/// Articles as they were before.
pub(super) type Touched<'a> = Vec<(usize, Article<'a>)>;

impl<'a> Calculation<'_, 'a> {
    /// Takes the rule's discounts off the articles and says what it gives, with the articles as they were before.
    pub(super) fn give(&mut self, rule: u32) -> (Offer<'a>, Touched<'a>) {
        let rule = self.given.rule(rule);
        let promotion = self.given.promotion(rule);
        let mut left = if rule.limited { self.given.left(promotion) } else { Default::default() };
        let passes_over = rule.listing.as_ref().map_or(&[][..], |listing| &listing.offers);
        let mut counter = self.counter(passes_over);
        for effect in &promotion.effects {
            effect.apply(&mut counter);
        }
        let mut money = sum(&counter.cuts());
        let over_budget = left.budget.filter(|&budget| money > budget);
        if let Some(budget) = over_budget {
            counter.limit(budget);
            money = sum(&counter.cuts());
        }
        let (touched, seen) = counter.into_touched();
        left.take(money, Quantity::ZERO);
        let mut cut_by = Vec::new();
        for (cut, by) in [(seen.floor, Cut::Floor), (seen.at_most, Cut::AtMost), (over_budget.is_some(), Cut::Budget)] {
            if cut {
                cut_by.push(by);
            }
        }
        let points = seen.points > 0 || seen.spending;
        let mut offer = Offer { money, worth: money, points, cut_by, seen, ..Offer::default() };
        if let Some(listing) = &rule.listing {
            self.give_gifts(listing, left, &mut offer);
        }
        (offer, touched)
    }

    /// Money comes before gifts, gifts in their order before the choice; each that no longer fits is left out (R16).
    fn give_gifts(&self, listing: &'a Listing, mut left: super::limits::Left, offer: &mut Offer<'a>) {
        let given = &self.given;
        for gift in listing.gifts.iter().filter(|gift| given.can_be_given(gift)) {
            let worth = given.worth(gift);
            if left.take(worth, gift.quantity) {
                offer.worth.0 = offer.worth.0.saturating_add(worth.0);
                offer.gifts.push(gift);
            }
        }
        let options: Vec<&Gift> = listing.options.iter().filter(|gift| given.can_be_given(gift)).collect();
        let (worth, units) = given.dearest_choice(listing, &options);
        if !options.is_empty() && left.take(worth, units) {
            offer.worth.0 = offer.worth.0.saturating_add(worth.0);
            offer.options = options;
        }
        if offer.gifts.len() < listing.gifts.len() || offer.options.len() < listing.options.len() {
            offer.cut_by.push(Cut::Gifts);
        }
    }

    /// Those of the offered options that the customer chose, in the order of the options, as many as may be chosen. What
    /// the promo group's entry names counts; where it names nothing, the lines that came back.
    pub(super) fn chosen_options(&self, rule: u32, options: &[&'a Gift]) -> Vec<&'a Gift> {
        if options.is_empty() {
            return Vec::new();
        }
        let given = &self.given;
        let (rule, promotion) = (given.rule(rule), given.promotion(given.rule(rule)));
        let named = given.basket.chosen.iter().find(|chosen| rule.group.is_some() && chosen.promotion == promotion.id);
        let is_chosen = |gift: &Gift| match named {
            Some(Chosen { gifts, .. }) if !gifts.is_empty() => gifts.iter().any(|other| other.offer_id == gift.offer_id),
            _ => self.came_back_on(promotion, gift).is_some(),
        };
        let limit = rule.listing.as_ref().map_or(0, |listing| usize::try_from(listing.limit).unwrap_or(0));
        options.iter().copied().filter(|gift| is_chosen(gift)).take(limit).collect()
    }

    /// The line on which a gift of this promotion came back.
    fn came_back_on(&self, promotion: &Promotion, gift: &Gift) -> Option<usize> {
        let intake = self.given.intake;
        let is_it = |claim: &&super::intake::Claim<'_>| {
            let active = !intake.entries[claim.line].line.set_aside;
            active && claim.promotion == promotion.id && claim.offer == gift.offer_id
        };
        intake.claims.iter().find(is_it).map(|claim| claim.line)
    }

    /// Puts a gift where it came back from, else on the first line that holds its offer, else on a line of its own.
    pub(super) fn place(&mut self, gift: &'a Gift, promotion: &'a Promotion) {
        let entries = &self.given.intake.entries;
        let came_back = self.came_back_on(promotion, gift);
        let outcome = &mut self.outcome;
        let holds_it = |line: &usize| {
            let entry = &entries[*line];
            let holds = entry.bought > Quantity::ZERO || outcome.gifts[*line] > Quantity::ZERO;
            entry.standing == Standing::Active && entry.offer == gift.offer_id && holds
        };
        if let Some(line) = came_back.or_else(|| (0..entries.len()).find(holds_it)) {
            outcome.gifts[line].0 = outcome.gifts[line].0.saturating_add(gift.quantity.0);
            outcome.applied.push((line, &promotion.id));
            return;
        }
        match outcome.added.iter_mut().find(|added| added.offer == gift.offer_id) {
            Some(added) => {
                added.quantity.0 = added.quantity.0.saturating_add(gift.quantity.0);
                added.applied.push(&promotion.id);
            }
            None => outcome.added.push(Added { offer: &gift.offer_id, quantity: gift.quantity, applied: vec![&promotion.id] }),
        }
    }

    /// Shows the promotion's notices: beside the goods that they are about, or for the whole basket. True where any is shown.
    pub(super) fn show_notices(&mut self, promotion: &'a Promotion) -> bool {
        let mut shown = false;
        for effect in &promotion.effects {
            let Effect::Notice(notice) = effect else { continue };
            if notice.items.is_all() {
                self.outcome.notices.push(&notice.text);
                shown = true;
                continue;
            }
            for article in self.outcome.articles.iter().filter(|article| notice.items.matches(&article.goods)) {
                let lines = self.given.intake.lines(article).iter();
                self.outcome.line_notices.extend(lines.map(|&(line, _)| (line, notice.text.as_str())));
                shown = true;
            }
        }
        shown
    }
}

fn sum(cuts: &[(usize, Money)]) -> Money {
    Money(cuts.iter().map(|cut| cut.1.0).fold(0, i64::saturating_add))
}
