//! The counter at which a promotion takes its discounts off the articles.

use super::{
    arithmetic::share,
    article::Article,
    points::{Programme, points_of},
};
use crate::{
    items::Items,
    trace::Evidence,
    units::{Money, Percent, Quantity},
};

/// Where one promotion's effects take their discounts, and add their points. It remembers what the articles were before,
/// so that a contest can be undone, and what it saw, so that it can be explained.
#[derive(Debug)]
pub struct Counter<'c, 'a> {
    articles: &'c mut [Article<'a>],
    passes_over: &'c [String],
    rounding: Money,
    programme: Option<Programme>,
    stamp: u32,
    /// The articles that the promotion changed, as they were before.
    touched: Vec<(usize, Article<'a>)>,
    pub(super) seen: Seen,
}

/// What effects came upon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Seen {
    /// Goods that they are about.
    pub goods: bool,
    /// A set needed so many units, and there were so many.
    pub lacking: Option<(Quantity, Quantity)>,
    /// The goods do not reach the first step.
    pub below_step: Option<Evidence>,
    /// A floor let less through (R11).
    pub floor: bool,
    /// `at_most` let less through (R7).
    pub at_most: bool,
    /// They are about points.
    pub about_points: bool,
    /// Whole points that they added, at this turn.
    pub points: i64,
    /// They raised the share that points may pay.
    pub spending: bool,
}

impl<'c, 'a> Counter<'c, 'a> {
    /// Over these articles, ordered by offer id and price; offers that the promotion gives or offers as gifts are passed
    /// over (R12). `rounding` is the shop's unit (R8).
    pub fn new(articles: &'c mut [Article<'a>], passes_over: &'c [String], rounding: Money) -> Self {
        let stamp = articles.iter().map(|article| article.stamp).max().unwrap_or(0).wrapping_add(1);
        Self { articles, passes_over, rounding, programme: None, stamp, touched: Vec::new(), seen: Seen::default() }
    }

    /// With a points programme.
    #[must_use]
    pub(super) fn with_points(mut self, programme: Option<Programme>) -> Self {
        self.programme = programme;
        self
    }

    pub fn rounding(&self) -> Money {
        self.rounding
    }

    /// The articles that a filter selects, in their order.
    pub fn matching(&mut self, items: &Items) -> Vec<usize> {
        let matches = |article: &Article<'_>| {
            items.matches(&article.goods) && !self.passes_over.iter().any(|offer| offer == article.goods.offer_id)
        };
        let matching: Vec<usize> = (0..self.articles.len()).filter(|&index| matches(&self.articles[index])).collect();
        self.seen.goods |= !matching.is_empty();
        matching
    }

    pub fn article(&self, index: usize) -> &Article<'a> {
        &self.articles[index]
    }

    /// The article, to be changed.
    pub(super) fn touch(&mut self, index: usize) -> &mut Article<'a> {
        let article = &mut self.articles[index];
        if article.stamp != self.stamp {
            self.touched.push((index, *article));
            article.stamp = self.stamp;
            article.earned = false;
        }
        article
    }

    /// As much of a discount as there is room for (R11).
    pub fn within_room(&mut self, index: usize, cut: Money) -> Money {
        let room = self.articles[index].room().max(Money::ZERO);
        self.seen.floor |= cut > room;
        cut.clamp(Money::ZERO, room)
    }

    /// Takes a discount off an article, as far as there is room.
    pub fn take(&mut self, index: usize, cut: Money) {
        let cut = self.within_room(index, cut);
        if cut > Money::ZERO {
            self.touch(index).take(cut);
        }
    }

    /// Takes an amount off these articles together, shared by what is left of each (R7).
    pub fn take_shared(&mut self, indices: &[usize], amount: Money) {
        let left: Vec<Money> = indices.iter().map(|&index| self.article(index).left()).collect();
        let rooms: Vec<Money> = indices.iter().map(|&index| self.article(index).room()).collect();
        let shares = share(amount, &left, &rooms);
        self.seen.floor |= !indices.is_empty() && shares.iter().map(|share| share.0).sum::<i64>() < amount.0;
        for (&index, share) in indices.iter().zip(shares) {
            self.take(index, share);
        }
    }

    /// Of these articles, dearest first, up to so much: parts of units too. Goods off which nothing more can be taken use
    /// up none of it (R9).
    pub(crate) fn dearest(&mut self, mut indices: Vec<usize>, most: Option<Quantity>) -> Vec<(usize, Quantity)> {
        let all = indices.len();
        indices.retain(|&index| self.article(index).room() > Money::ZERO);
        self.seen.floor |= indices.len() < all;
        indices.sort_by_key(|&index| (std::cmp::Reverse(self.article(index).goods.price), index));
        let mut wanted = most.map_or(i64::MAX, |most| most.0);
        let mut taken = Vec::with_capacity(indices.len());
        for index in indices {
            let quantity = self.article(index).quantity.0.min(wanted);
            if quantity > 0 {
                wanted -= quantity;
                taken.push((index, Quantity(quantity)));
            }
        }
        taken
    }

    pub(crate) fn note_below_step(&mut self, evidence: Evidence) {
        self.seen.below_step = Some(evidence);
    }

    pub(crate) fn note_at_most(&mut self) {
        self.seen.at_most = true;
    }

    /// Adds to the percentage that an article earns: `percent` of what it costs, times `thousandths` of one (R15).
    pub(crate) fn earn_rate(&mut self, index: usize, percent: Percent, thousandths: i64) {
        self.seen.about_points = true;
        if self.programme.is_none() {
            return;
        }
        let article = self.touch(index);
        let before = article.rates.earn;
        article.rates.earn = before.saturating_add(percent.0.saturating_mul(thousandths));
        let gain = points_of(article.left(), article.rates.earn) - points_of(article.left(), before);
        article.earned |= gain > 0;
        self.seen.points = self.seen.points.saturating_add(gain);
    }

    /// Adds a fixed number of points to these articles together, shared by what is left of each (R15).
    pub(crate) fn earn_points(&mut self, indices: &[usize], points: i64) {
        self.seen.about_points = true;
        if self.programme.is_none() {
            return;
        }
        let left: Vec<i64> = indices.iter().map(|&index| self.article(index).left().0).collect();
        for (&index, part) in indices.iter().zip(super::arithmetic::apportion(points, &left)) {
            if part > 0 {
                let article = self.touch(index);
                article.rates.fixed = article.rates.fixed.saturating_add(part);
                article.earned = true;
                self.seen.points = self.seen.points.saturating_add(part);
            }
        }
    }

    /// Puts another share in the place of that which points may pay (R15).
    pub(crate) fn spend_share(&mut self, index: usize, percent: Percent) {
        self.seen.about_points = true;
        if self.programme.is_none_or(|programme| !programme.spends) || !self.article(index).use_bonuses {
            return;
        }
        self.touch(index).rates.spend = percent;
    }

    /// The percentage that the customer earns without any promotion; none where the shop has no programme.
    pub(crate) fn own_rate(&self) -> Option<Percent> {
        self.programme.map(|programme| programme.earn)
    }

    /// Everything that the promotion took off, article by article: which, and how much.
    pub(super) fn cuts(&self) -> Vec<(usize, Money)> {
        let cut = |&(index, before): &(usize, Article<'a>)| (index, Money(self.articles[index].discount.0 - before.discount.0));
        self.touched.iter().map(cut).filter(|&(_, cut)| cut > Money::ZERO).collect()
    }

    /// Lets the promotion take off so much in all, and no more: what is over goes back, shared by what was taken (R7, R16).
    pub(super) fn limit(&mut self, most: Money) {
        let mut cuts = self.cuts();
        // Ties go by offer id and price, in whose order articles stand.
        cuts.sort_unstable_by_key(|&(index, _)| index);
        let amounts: Vec<Money> = cuts.iter().map(|&(_, cut)| cut).collect();
        for (&(index, cut), kept) in cuts.iter().zip(share(most, &amounts, &amounts)) {
            self.touch(index).give_back(Money(cut.0 - kept.0));
        }
    }

    /// What the promotion changed: the articles as they were before.
    pub(super) fn into_touched(mut self) -> (Vec<(usize, Article<'a>)>, Seen) {
        for &(index, before) in &self.touched {
            let article = &mut self.articles[index];
            if article.rates.spend > before.rates.spend && article.left() > Money::ZERO {
                article.earned = true;
                self.seen.spending = true;
            }
        }
        (self.touched, self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_below_the_floor() {
        let mut articles = [Article::sample("a", 10, Quantity::ONE)];
        articles[0].most = Money(149);
        let mut counter = Counter::new(&mut articles, &[], Money(1));
        counter.take(0, Money(148));
        assert!(!counter.seen.floor);
        counter.take(0, Money(148));
        assert!(counter.seen.floor);
        assert_eq!((articles[0].discount, articles[0].room(), articles[0].left()), (Money(149), Money(0), Money(851)));
    }

    #[test]
    fn gifts_of_the_promotion_are_passed_over() {
        let mut articles = [Article::sample("a", 1, Quantity::ONE), Article::sample("b", 1, Quantity::ONE)];
        assert_eq!(Counter::new(&mut articles, &[], Money(1)).matching(&Items::default()), [0, 1]);
        let gifts = ["a".to_owned()];
        assert_eq!(Counter::new(&mut articles, &gifts, Money(1)).matching(&Items::default()), [1]);
    }

    #[test]
    fn what_is_over_goes_back() {
        let mut articles = [Article::sample("a", 10, Quantity::ONE), Article::sample("b", 20, Quantity::ONE)];
        articles[0].discount = Money(100);
        let mut counter = Counter::new(&mut articles, &[], Money(1));
        counter.take(0, Money(200));
        counter.take(1, Money(400));
        counter.limit(Money(100));
        assert_eq!(counter.cuts(), [(0, Money(33)), (1, Money(67))]);
        assert_eq!((articles[0].discount, articles[1].discount), (Money(133), Money(67)));
    }
}
