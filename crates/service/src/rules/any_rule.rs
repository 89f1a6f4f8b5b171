//! One of the kinds of rules, where all kinds are treated alike.

use std::collections::HashSet;

use contract::{
    Rule, RuleKind,
    document::{Document, FORMAT},
};
use engine::{GiftOptions, Moment, PersonalOffer, PromoGroup, Promotion, Settings, Status, describe::Reference};
use store::WorkingCopy;

use crate::{Error, references};

/// A rule of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnyRule {
    Settings(Settings),
    GiftOptions(GiftOptions),
    Promotion(Box<Promotion>),
    PromoGroup(PromoGroup),
    PersonalOffer(Box<PersonalOffer>),
}

/// The same expression for a rule of each kind.
macro_rules! each {
    ($rule:expr, $name:pat => $body:expr) => {
        match $rule {
            AnyRule::Settings($name) => $body,
            AnyRule::GiftOptions($name) => $body,
            AnyRule::Promotion($name) => $body,
            AnyRule::PromoGroup($name) => $body,
            AnyRule::PersonalOffer($name) => $body,
        }
    };
}

impl AnyRule {
    /// From its canonical JSON, as the database has it.
    pub(crate) fn read(kind: RuleKind, json: &str) -> Result<Self, Error> {
        let rule = match kind {
            RuleKind::Settings => serde_json::from_str(json).map(Self::Settings),
            RuleKind::GiftOptions => serde_json::from_str(json).map(Self::GiftOptions),
            RuleKind::Promotion => serde_json::from_str(json).map(Self::Promotion),
            RuleKind::PromoGroup => serde_json::from_str(json).map(Self::PromoGroup),
            RuleKind::PersonalOffer => serde_json::from_str(json).map(Self::PersonalOffer),
        };
        rule.map_err(|error| Error::internal("reading a rule of the database", error))
    }

    /// A rule whose kind is known, as one of any kind.
    pub(crate) fn of<T: Rule>(rule: &T) -> Result<Self, Error> {
        Self::read(T::KIND, &canonical(rule)?)
    }

    pub(crate) fn kind(&self) -> RuleKind {
        match self {
            Self::Settings(_) => RuleKind::Settings,
            Self::GiftOptions(_) => RuleKind::GiftOptions,
            Self::Promotion(_) => RuleKind::Promotion,
            Self::PromoGroup(_) => RuleKind::PromoGroup,
            Self::PersonalOffer(_) => RuleKind::PersonalOffer,
        }
    }

    pub(crate) fn id(&self) -> &str {
        each!(self, rule => rule.id())
    }

    pub(crate) fn name(&self) -> &str {
        each!(self, rule => rule.name())
    }

    /// Writes the status into the thing itself, where it has one.
    pub(crate) fn set_status(&mut self, status: Status) {
        each!(self, rule => rule.set_status(status));
    }

    pub(crate) fn period(&self) -> (Option<Moment>, Option<Moment>) {
        each!(self, rule => rule.period())
    }

    /// Its canonical JSON: the same rule, the same bytes.
    pub(crate) fn to_json(&self) -> Result<String, Error> {
        each!(self, rule => canonical(rule))
    }

    /// The codes that customers may type.
    pub(crate) fn codes(&self) -> Vec<&str> {
        match self {
            Self::Promotion(promotion) => promotion.codes.iter().map(String::as_str).collect(),
            Self::PersonalOffer(offer) => offer.promocode.as_deref().into_iter().collect(),
            Self::Settings(_) | Self::GiftOptions(_) | Self::PromoGroup(_) => Vec::new(),
        }
    }

    /// A document that has this rule and nothing else.
    pub(crate) fn document(&self) -> Document {
        let mut document = Document::default();
        match self.clone() {
            Self::Settings(settings) => document.settings = Some(settings),
            Self::GiftOptions(options) => document.gift_options = Some(vec![options]),
            Self::Promotion(promotion) => document.promotions = Some(vec![*promotion]),
            Self::PromoGroup(group) => document.promo_groups = Some(vec![group]),
            Self::PersonalOffer(offer) => document.personal_offers = Some(vec![*offer]),
        }
        document
    }

    /// Everything outside of it that it names, each once.
    pub(crate) fn references(&self) -> Vec<(Reference, String)> {
        let all = |reference, ids: &[String]| ids.iter().map(|id| (reference, id.clone())).collect();
        let mut named: Vec<_> = match self {
            Self::Settings(_) => Vec::new(),
            Self::GiftOptions(options) => options.options.iter().map(|gift| (Reference::Offer, gift.offer_id.clone())).collect(),
            Self::Promotion(promotion) => promotion.references(),
            Self::PromoGroup(group) => all(Reference::Promotion, &group.promotions),
            Self::PersonalOffer(offer) => {
                let mut named: Vec<_> = all(Reference::Segment, &offer.audience.segments);
                named.extend(all(Reference::Customer, &offer.audience.customers));
                named.extend(offer.code_pool.iter().map(|pool| (Reference::CodePool, pool.clone())));
                named
            }
        };
        let mut seen = HashSet::new();
        named.retain(|one| seen.insert(one.clone()));
        named
    }

    /// The rows of the table of links: what it names, and its codes.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        let named = self.references().into_iter().map(|(reference, id)| (references::key(reference).to_owned(), id));
        let codes = self.codes().into_iter().map(|code| ("code".to_owned(), code.to_owned()));
        named.chain(codes).collect()
    }

    /// Writes it into a working copy: its text, and the columns by which lists find, filter and sort it.
    pub(crate) fn write_to(mut self, copy: &mut WorkingCopy, status: Status) -> Result<(), Error> {
        self.set_status(status);
        let (lane, priority) = match &self {
            Self::Promotion(promotion) => (Some(promotion.lane.clone()), promotion.priority),
            _ => (None, 0),
        };
        copy.kind = self.kind();
        self.id().clone_into(&mut copy.id);
        self.name().clone_into(&mut copy.name);
        copy.search_key = store::search_key([self.name(), self.id()].into_iter().chain(self.codes()));
        copy.status = Some(status);
        (copy.lane, copy.priority) = (lane, priority);
        (copy.starts_at, copy.ends_at) = self.period();
        copy.format = FORMAT;
        copy.body = self.to_json()?;
        Ok(())
    }
}

fn canonical(rule: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(rule).map_err(|error| Error::internal("writing a rule", error))
}
