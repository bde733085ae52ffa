//! Key files that this program cannot read, and the command that converts each of them.

/// A kind of file that this program cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A PEM key with `Proc-Type` and `DEK-Info` headers, encrypted as before PKCS #8: by MD5 and one round.
    Headers,
    /// PKCS #8 encrypted with something other than PBES2 with AES and HMAC-SHA-2.
    OldPkcs8,
    /// PKCS #12 with algorithms other than AES, triple DES and RC2, or not in DER.
    OtherPkcs12,
    /// An OpenSSH key.
    OpenSsh,
    /// A Java keystore.
    Java,
    /// Certificates in PKCS #7.
    Pkcs7,
}

impl Foreign {
    /// Its name in Chinese.
    pub(super) const fn zh(self) -> &'static str {
        match self {
            Self::Headers => "旧式加密（DEK-Info）的密钥",
            Self::OldPkcs8 => "用 AES 以外算法加密的密钥",
            Self::OtherPkcs12 => "这种加密或编码的 PKCS #12 文件",
            Self::OpenSsh => "OpenSSH 格式的密钥",
            Self::Java => "Java 密钥库",
            Self::Pkcs7 => "PKCS #7 格式的证书",
        }
    }

    /// Its name in English.
    pub(super) const fn en(self) -> &'static str {
        match self {
            Self::Headers => "a key with the old PEM encryption (DEK-Info)",
            Self::OldPkcs8 => "a key not encrypted with AES",
            Self::OtherPkcs12 => "a PKCS #12 file with this encryption or encoding",
            Self::OpenSsh => "an OpenSSH key",
            Self::Java => "a Java keystore",
            Self::Pkcs7 => "a PKCS #7 file of certificates",
        }
    }

    /// The command that converts it.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::Headers | Self::OldPkcs8 => {
                "openssl pkcs8 -in KEY -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -out NEW.pem"
            }
            Self::OtherPkcs12 => "openssl pkcs12 -legacy -in KEY.p12 -out NEW.pem",
            Self::OpenSsh => "ssh-keygen -p -m PKCS8 -f KEY",
            Self::Java => {
                "keytool -importkeystore -srckeystore KEY.jks -destkeystore NEW.p12 -deststoretype PKCS12"
            }
            Self::Pkcs7 => "openssl pkcs7 -in CERT.p7b -print_certs -out CERT.pem",
        }
    }
}
