"""Only the public internet is connected to, and only at an address that was checked."""

import ipaddress

import pytest

from corpus.addresses import CheckedConnection, RefusedError, check_url, checked_addresses, is_public
from tests.corpus.web import Reply, serve


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),  # noqa: S104
        *("100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "64:ff9b:1::1", "3fff::1", "fec0::1"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_told(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_a_public_address_is_told(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://example.org/a", "ftp: only http and https"),
        ("file:///etc/passwd", "file: only http and https"),
        ("example.org/a", "no scheme: only http"),
        ("http:///a", "names no host"),
        ("http://[::1", "not an address"),
        ("http://a:99999/", "not an address"),
        ("http://me:secret@example.org/", "holds a user name"),
        ("http://example.org:22/", "port 22 is no port of the web"),
        ("http://example.org:6379/", "port 6379"),
        ("http://example.org/a b", "white space"),
        ("http://example.org/a\u200bb", "white space or invisible"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_a_reason(url: str, problem: str) -> None:
    with pytest.raises(RefusedError, match=problem):
        check_url(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "::1"])
def test_this_machine_is_refused_however_it_is_spelled(host: str) -> None:
    with pytest.raises(RefusedError):
        checked_addresses(host, 80)


def test_one_private_address_among_several_refuses_the_name() -> None:
    with pytest.raises(RefusedError, match=r"mixed\.example is at 10\.0\.0\.1"):
        checked_addresses("mixed.example", 80, ask=lambda host, port: ["93.184.215.14", "10.0.0.1"])


def test_a_name_that_does_not_resolve_is_named() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(RefusedError, match=r"gone\.example cannot be resolved"):
        checked_addresses("gone.example", 80, ask=fail)


def test_the_connection_goes_to_the_checked_address_and_names_the_host() -> None:
    with serve({"/": Reply(b"here")}) as site:
        connection = CheckedConnection(check_url(site.url("/", "no-such-name.example")), ["127.0.0.1"], 5.0)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, b"here")
        connection.close()
