use std::{borrow::Cow, collections::HashSet};

use crate::{
    RequestError,
    json::{self, Reader},
};

/// Of a longer list of segments, what follows is passed over.
pub const MAX_SEGMENTS: usize = 1_000;

/// Who asks for offers. Texts are borrowed from the body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonalOffersRequest<'a> {
    /// The customer in the retailer's system; none gets the offers for everyone.
    pub user_id: Option<Cow<'a, str>>,
    /// Those into which IMSHOP has put the customer: in their order, each once. A request that names none says that there
    /// are none.
    pub segments: Vec<Segment<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    pub id: Cow<'a, str>,
    pub name: Option<Cow<'a, str>>,
}

/// Reads the body of a request for personal offers.
///
/// # Errors
/// Where the body is no JSON (with line, column and what was expected) or no object. Nothing else is an error.
///
/// Source: docs/protocol.md, "Tolerance" and "Personal offers".
pub fn read(body: &[u8]) -> Result<PersonalOffersRequest<'_>, RequestError> {
    let mut request = PersonalOffersRequest::default();
    json::read_object(body, |name, value| match name {
        "userId" => request.user_id = value.text(),
        "segments" => request.segments = read_segments(value),
        _ => {}
    })?;
    Ok(request)
}

fn read_segments<'a>(value: &mut Reader<'a>) -> Vec<Segment<'a>> {
    let (mut segments, mut known) = (Vec::new(), HashSet::new());
    value.elements(|element| {
        if let Some(segment) = Segment::read(element)
            && known.insert(segment.id.clone())
        {
            segments.push(segment);
        }
        segments.len() < MAX_SEGMENTS
    });
    segments
}

impl<'a> Segment<'a> {
    /// An object with an `id`, or the id alone.
    fn read(value: &mut Reader<'a>) -> Option<Self> {
        let (mut id, mut title) = (None, None);
        let is_object = value.fields(|name, value| match name {
            "id" => id = value.text(),
            "name" => title = value.text(),
            _ => {}
        });
        let id = if is_object { id } else { value.text() };
        Some(Self { id: id?, name: title })
    }
}
