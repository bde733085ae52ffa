//! `SignedData` (RFC 5652 §5.1) for reading: certificates and signed attributes stay
//! encoded, because those bytes were signed, and writing a certificate again may change it.

use cms::content_info::CmsVersion;
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode as _, DecodeValue, Encode as _, EncodeValue, FixedTag, Header, Length, Reader};
use der::{Sequence, SliceReader, Tag, Writer};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attributes;

/// The values of a `SET OF`, in their order.
pub(super) struct RawSet(Vec<u8>);

impl RawSet {
    /// The set under its own tag.
    pub(super) fn whole(&self) -> der::Result<Vec<u8>> {
        Any::new(Tag::Set, self.0.as_slice())?.to_der()
    }

    /// Each value.
    pub(super) fn values(&self) -> der::Result<Vec<Any>> {
        let mut reader = SliceReader::new(&self.0)?;
        let mut values = Vec::new();
        while !reader.is_finished() {
            values.push(Any::decode(&mut reader)?);
        }
        Ok(values)
    }

    /// Attributes, sorted as in DER.
    pub(super) fn attributes(&self) -> der::Result<Attributes> {
        Attributes::from_der(&self.whole()?)
    }
}

impl FixedTag for RawSet {
    const TAG: Tag = Tag::Set;
}

impl<'a> DecodeValue<'a> for RawSet {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        Ok(Self(reader.read_vec(header.length())?))
    }
}

impl EncodeValue for RawSet {
    fn value_len(&self) -> der::Result<Length> {
        Length::try_from(self.0.len())
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(&self.0)
    }
}

/// `SignedData`.
#[derive(Sequence)]
pub(super) struct Data {
    pub(super) version: CmsVersion,
    pub(super) digests: SetOfVec<AlgorithmIdentifierOwned>,
    pub(super) content: EncapsulatedContentInfo,
    #[asn1(
        context_specific = "0",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(super) certificates: Option<RawSet>,
    #[asn1(
        context_specific = "1",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(super) revocations: Option<RawSet>,
    pub(super) signers: RawSet,
}

/// `SignerInfo` (RFC 5652 §5.3).
#[derive(Sequence)]
pub(super) struct Info {
    pub(super) version: CmsVersion,
    pub(super) signer: SignerIdentifier,
    pub(super) digest: AlgorithmIdentifierOwned,
    #[asn1(
        context_specific = "0",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(super) signed: Option<RawSet>,
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) value: OctetString,
    #[asn1(
        context_specific = "1",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    pub(super) unsigned: Option<RawSet>,
}
