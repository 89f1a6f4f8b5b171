//! Which line of a file a byte is in. The csv reader passes over empty lines and over the `\n` of `\r\n` without counting them
//! in time: it places a row before them.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

/// Remembers where lines end, of what was read and not yet asked about.
#[derive(Debug)]
pub(super) struct Breaks<R> {
    inner: R,
    /// Bytes that were read.
    read: u64,
    /// Where `\r` and `\n` stand; true for `\n`.
    breaks: VecDeque<(u64, bool)>,
    /// Lines that ended before the first of them.
    passed: u64,
}

impl<R> Breaks<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, read: 0, breaks: VecDeque::new(), passed: 0 }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    /// The line, from 1, of the row that the reader places at this byte: behind the ends of lines that stand there. Never asked
    /// about what lies before what it was asked about last.
    pub fn line_of_row(&mut self, at: u64) -> u64 {
        let mut at = at;
        while let Some(&(offset, ends)) = self.breaks.front().filter(|(offset, _)| *offset <= at) {
            if offset == at {
                at += 1;
            }
            self.passed += u64::from(ends);
            self.breaks.pop_front();
        }
        self.passed + 1
    }
}

impl<R: Read> Read for Breaks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let at = self.read;
        let breaks = (at..).zip(&buffer[..read]).filter(|(_, byte)| matches!(byte, b'\r' | b'\n'));
        self.breaks.extend(breaks.map(|(offset, byte)| (offset, *byte == b'\n')));
        self.read += read as u64;
        Ok(read)
    }
}
