//! Random changes of a PDF: of its bytes, and of its objects and streams in the program's own spelling. The same seed
//! makes the same change, and some change nothing that is shown.

use std::ops::Range;

use super::forge::Forge;

/// Numbers that look random (xorshift, Marsaglia 2003).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            dice.below(2);
        }
        dice
    }

    /// A number below another.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).unwrap() % count
    }

    fn of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

/// A document that is changed again and again.
pub struct Subject {
    bytes: Vec<u8>,
    forge: Forge,
    /// The streams, those of text alone, and what is no stream.
    streams: Vec<u32>,
    texts: Vec<u32>,
    plain: Vec<u32>,
}

impl Subject {
    pub fn of(bytes: &[u8]) -> Self {
        let forge = Forge::of(bytes);
        let all: Vec<u32> = forge.objects.keys().copied().collect();
        let is_stream = |it: &&u32| forge.objects[it].data.is_some();
        let streams: Vec<u32> = all.iter().filter(is_stream).copied().collect();
        let is_text = |it: &&u32| String::from_utf8(forge.content(**it)).is_ok();
        Self {
            bytes: bytes.to_vec(),
            texts: streams.iter().filter(is_text).copied().collect(),
            plain: all.iter().filter(|it| !is_stream(it)).copied().collect(),
            streams,
            forge,
        }
    }

    /// The document with one to three changes, and what they were.
    pub fn changed(&self, seed: u64) -> (String, Vec<u8>) {
        let mut dice = Dice::new(seed);
        let mut told = Vec::new();
        if dice.below(8) == 0 {
            let mut bytes = self.bytes.clone();
            for _ in 0..=dice.below(3) {
                told.push(blow(&mut dice, &mut bytes));
            }
            return (told.join(", "), bytes);
        }
        let mut forge = self.forge.clone();
        for _ in 0..=dice.below(3) {
            told.push(self.change(&mut dice, &mut forge));
        }
        (told.join(", "), forge.write())
    }

    fn change(&self, dice: &mut Dice, forge: &mut Forge) -> String {
        match dice.below(16) {
            0..=4 => {
                let number = *dice.of(&self.plain);
                let text = forge.text(number).to_owned();
                let (told, text) = retold(dice, text.as_bytes());
                forge.objects.get_mut(&number).unwrap().text = text;
                format!("object {number}: {told}")
            }
            5 => {
                let number = *dice.of(&self.streams);
                let text = forge.text(number).to_owned();
                let (told, text) = retold(dice, text.as_bytes());
                // Where it ends is found by its last bracket.
                if text.contains(">>") {
                    forge.objects.get_mut(&number).unwrap().text = text;
                }
                format!("dictionary of {number}: {told}")
            }
            6..=8 => {
                let number = *dice.of(&self.texts);
                let (told, text) = retold(dice, &forge.content(number));
                put(forge, number, text.as_bytes());
                format!("content of {number}: {told}")
            }
            9 => {
                let number = *dice.of(&self.streams);
                let mut content = forge.content(number);
                let told = blow(dice, &mut content);
                put(forge, number, &content);
                format!("content of {number}: {told}")
            }
            10 => {
                let (one, other) = (*dice.of(&self.plain), *dice.of(&self.plain));
                let text = forge.text(one).to_owned();
                forge.objects.get_mut(&other).unwrap().text = text;
                format!("object {other} like {one}")
            }
            11 => {
                let (one, other) = (*dice.of(&self.texts), *dice.of(&self.texts));
                let content = forge.content(one);
                put(forge, other, &content);
                format!("content of {other} like {one}")
            }
            12 => {
                let (number, from) = (*dice.of(&self.plain), *dice.of(&self.plain));
                let entries = forge.text(from).to_owned();
                let inner = entries.strip_prefix("<<").unwrap_or("/X 1>>");
                let inner = inner.strip_suffix(">>").unwrap_or("/X 1");
                if forge.text(number).ends_with(">>") {
                    forge.put(number, inner);
                }
                format!("entries of {from} in {number}")
            }
            13 => {
                let number = *dice.of(&self.streams);
                let object = forge.objects.get_mut(&number).unwrap();
                if object.text.contains("/FlateDecode") {
                    let content = forge.content(number);
                    forge.objects.get_mut(&number).unwrap().data = Some(stored(&content));
                }
                format!("{number} packed otherwise")
            }
            14 => {
                let number = *dice.of(&self.streams);
                if forge.text(number).contains("/Filter/FlateDecode") {
                    let content = forge.content(number);
                    forge.edit(number, "/Filter/FlateDecode", "");
                    forge.objects.get_mut(&number).unwrap().data = Some(content);
                }
                format!("{number} unpacked")
            }
            _ => {
                let (one, other) = (*dice.of(&self.plain), *dice.of(&self.plain));
                renumber(forge, one, other);
                format!("{one} and {other} exchange numbers")
            }
        }
    }
}

/// Sets what a stream holds, packed if it was.
fn put(forge: &mut Forge, number: u32, content: &[u8]) {
    if forge.text(number).contains("/FlateDecode") {
        forge.set_content(number, content);
    } else {
        forge.objects.get_mut(&number).unwrap().data = Some(content.to_vec());
    }
}

/// Changes bytes.
fn blow(dice: &mut Dice, bytes: &mut Vec<u8>) -> String {
    if bytes.is_empty() {
        bytes.push(dice.byte());
        return "a byte".to_owned();
    }
    let at = dice.below(bytes.len());
    let end = (at + 1 + dice.below(20)).min(bytes.len());
    match dice.below(6) {
        0 => bytes[at] = dice.byte(),
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes[at] = *dice.of(b"0123456789 /<>()[]\n%"),
        3 => bytes.insert(at, dice.byte()),
        4 => {
            bytes.drain(at..end);
        }
        _ => {
            let again = bytes[at..end].to_vec();
            bytes.splice(at..at, again);
        }
    }
    format!("bytes at {at}")
}

/// A text with one of its tokens changed.
fn retold(dice: &mut Dice, text: &[u8]) -> (String, String) {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return (
            "nothing".to_owned(),
            String::from_utf8_lossy(text).into_owned(),
        );
    }
    let own = dice.of(&tokens).clone();
    let other = dice.of(&tokens).clone();
    let old = String::from_utf8_lossy(&text[own.clone()]).into_owned();
    let new = match dice.below(8) {
        0 | 1 => String::from_utf8_lossy(&text[other]).into_owned(),
        2 => String::new(),
        3 => format!("{old} {old}"),
        4 => format!(" {old}"),
        _ => tweaked(dice, &old),
    };
    let text = [&text[..own.start], new.as_bytes(), &text[own.end..]].concat();
    let told = format!("{} for {}", shortened(&new), shortened(&old));
    (told, String::from_utf8_lossy(&text).into_owned())
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A token that is nearly the same.
fn tweaked(dice: &mut Dice, token: &str) -> String {
    if let Ok(number) = token.parse::<f64>() {
        return match dice.below(7) {
            0 => (number + 1.0).to_string(),
            1 => (number - 1.0).to_string(),
            2 => (number * 1.01).to_string(),
            3 => (-number).to_string(),
            4 => "0".to_owned(),
            5 => format!("{token}0"),
            _ => dice.below(1000).to_string(),
        };
    }
    let mut characters: Vec<char> = token.chars().collect();
    let at = dice.below(characters.len());
    let letters: Vec<char> = match characters[at] {
        '0'..='9' | 'A'..='F' => ('0'..='9').chain('A'..='F').collect(),
        'a'..='z' => ('a'..='z').collect(),
        _ => "一二三123/<>[]() ".chars().collect(),
    };
    characters[at] = *dice.of(&letters);
    characters.into_iter().collect()
}

/// Names, numbers, words, strings and brackets.
fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let is_end = |byte: u8| byte.is_ascii_whitespace() || b"/<>[]()".contains(&byte);
        let until = |from: usize, is: &dyn Fn(u8) -> bool| {
            let end = text[from..].iter().position(|byte| is(*byte));
            end.map_or(text.len(), |length| from + length)
        };
        at = match text[at] {
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'/' => until(at + 1, &is_end),
            b'<' if text[at..].starts_with(b"<<") => at + 2,
            b'>' if text[at..].starts_with(b">>") => at + 2,
            b'<' => (until(at, &|byte| byte == b'>') + 1).min(text.len()),
            b'(' => (until(at, &|byte| byte == b')') + 1).min(text.len()),
            b'>' | b'[' | b']' | b')' => at + 1,
            _ => until(at, &is_end),
        };
        found.push(start..at);
    }
    found
}

/// Two objects exchange their numbers, everywhere.
fn renumber(forge: &mut Forge, one: u32, other: u32) {
    if one == other {
        return;
    }
    let swapped = |number: u32| match number {
        it if it == one => other,
        it if it == other => one,
        it => it,
    };
    let reference = regex::Regex::new(r"\b(\d+) 0 R\b").unwrap();
    for object in forge.objects.values_mut() {
        let text = reference.replace_all(&object.text, |found: &regex::Captures<'_>| {
            format!("{} 0 R", swapped(found[1].parse().unwrap()))
        });
        object.text = text.into_owned();
    }
    let (first, second) = (
        forge.objects.remove(&one).unwrap(),
        forge.objects.remove(&other).unwrap(),
    );
    forge.objects.insert(one, second);
    forge.objects.insert(other, first);
    (forge.root, forge.info) = (swapped(forge.root), swapped(forge.info));
}

/// The bytes as a zlib stream that compresses nothing (RFC 1950, RFC 1951 §3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let count = bytes.len().div_ceil(0xFFFF).max(1);
    for index in 0..count {
        let end = bytes.len().min((index + 1) * 0xFFFF);
        let block = &bytes[index * 0xFFFF..end];
        let length = u16::try_from(block.len()).unwrap();
        out.push(u8::from(index + 1 == count));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    out.extend((high << 16 | low).to_be_bytes());
    out
}
