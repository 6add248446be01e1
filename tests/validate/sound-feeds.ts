/** Invented feeds that contain whatever the rules of the linter check, with nothing wrong. */

export const soundRss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
  <channel>
    <title>Marsh Radio</title>
    <link>https://marsh.example/</link>
    <description>Sounds of the marsh</description>
    <language>en-IE</language>
    <managingEditor>desk@marsh.example (The desk)</managingEditor>
    <pubDate>Tue, 06 Jan 2026 08:00:00 GMT</pubDate>
    <lastBuildDate>Tue, 06 Jan 2026 08:00:00 +0000</lastBuildDate>
    <docs>https://marsh.example/rss</docs>
    <cloud domain="rpc.marsh.example" port="80" path="/rpc" registerProcedure="notify" protocol="xml-rpc"/>
    <ttl>60</ttl>
    <image><url>https://marsh.example/logo.png</url><title>Marsh Radio</title><link>https://marsh.example/</link><width>144</width><height>144</height></image>
    <textInput><title>Search</title><description>Search the marsh</description><name>q</name><link>https://marsh.example/search</link></textInput>
    <skipHours><hour>3</hour></skipHours>
    <skipDays><day>Sunday</day></skipDays>
    <sy:updatePeriod>daily</sy:updatePeriod>
    <sy:updateFrequency>2</sy:updateFrequency>
    <fh:archive/>
    <atom:link rel="self" type="application/rss+xml" href="https://marsh.example/archive/1.xml"/>
    <atom:link rel="current" type="application/rss+xml" href="https://marsh.example/rss.xml"/>
    <atom:link rel="next-archive" type="application/rss+xml" href="https://marsh.example/archive/2.xml"/>
    <itunes:author>The desk</itunes:author>
    <itunes:category text="Society &amp; Culture"><itunes:category text="Documentary"/></itunes:category>
    <itunes:explicit>false</itunes:explicit>
    <itunes:image href="https://marsh.example/cover.jpg"/>
    <itunes:type>serial</itunes:type>
    <itunes:owner><itunes:name>The desk</itunes:name><itunes:email>desk@marsh.example</itunes:email></itunes:owner>
    <itunes:new-feed-url>https://marsh.example/rss.xml</itunes:new-feed-url>
    <podcast:locked>yes</podcast:locked>
    <item>
      <title>Reeds at night</title>
      <link>https://marsh.example/reeds</link>
      <guid isPermaLink="true">https://marsh.example/reeds</guid>
      <pubDate>Mon, 05 Jan 2026 00:15:00 GMT</pubDate>
      <author>ona@marsh.example (Ona Reil)</author>
      <category>Sound</category>
      <comments>https://marsh.example/reeds#talk</comments>
      <source url="https://fen.example/rss.xml">The Fen</source>
      <dc:language>ga</dc:language>
      <description>What the reeds say.</description>
      <content:encoded><![CDATA[<p style="text-align: center">What the <a href="https://marsh.example/?a=1&amp;b=2">reeds</a> say & sing.<br/><ul><li>R&amp;B<li>More</ul><table><tr><td>1</table>]]></content:encoded>
      <atom:updated>2026-01-06T08:00:00Z</atom:updated>
      <slash:comments>3</slash:comments>
      <enclosure url="https://marsh.example/reeds.mp3" length="1234" type="audio/mpeg"/>
      <itunes:duration>1:02:03</itunes:duration>
      <itunes:season>1</itunes:season>
      <itunes:episode>2</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <itunes:summary>What the reeds say.</itunes:summary>
      <podcast:transcript url="https://marsh.example/reeds.vtt" type="text/vtt"/>
      <podcast:chapters url="https://marsh.example/reeds.json" type="application/json+chapters"/>
      <podcast:person href="https://marsh.example/ona" img="https://marsh.example/ona.jpg">Ona Reil</podcast:person>
      <podcast:season>1</podcast:season>
      <podcast:episode>2</podcast:episode>
      <media:group>
        <media:content url="https://marsh.example/reeds.jpg" medium="image" type="image/jpeg" isDefault="true" expression="full" duration="12.5"/>
        <media:content url="https://marsh.example/reeds.png" medium="image" type="image/png" width="10"/>
        <media:title type="plain">Reeds</media:title>
        <media:description type="html">&lt;b&gt;Reeds&lt;/b&gt;</media:description>
        <media:credit role="photographer" scheme="urn:ebu">Ona Reil</media:credit>
        <media:thumbnail url="https://marsh.example/small.jpg" width="10" height="10"/>
        <media:player url="https://marsh.example/player"/>
        <media:hash algo="md5">0123456789abcdef0123456789abcdef</media:hash>
        <media:rating>nonadult</media:rating>
        <media:restriction relationship="allow" type="country">ie gb</media:restriction>
      </media:group>
    </item>
    <item>
      <title>Frogs &#x26; toads</title>
      <guid isPermaLink="false">tag:marsh.example,2026:frogs</guid>
      <pubDate>5 Jan 2026 01:15 +0100</pubDate>
      <dc:creator>Ona Reil</dc:creator>
      <description>A concert.</description>
    </item>
  </channel>
</rss>
`;

export const soundAtom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="en" xml:base="https://marsh.example/">
  <id>tag:marsh.example,2026:feed</id>
  <title type="text">Marsh notes</title>
  <subtitle type="html">Notes from the &lt;b&gt;marsh&lt;/b&gt;</subtitle>
  <updated>2026-01-06T08:00:00Z</updated>
  <author><name>Ona Reil</name><uri>https://marsh.example/ona</uri><email>ona@marsh.example</email></author>
  <contributor><name>Bo Reil</name></contributor>
  <rights type="text">© 2026 Ona Reil</rights>
  <icon>https://marsh.example/icon.png</icon>
  <logo>https://marsh.example/logo.png</logo>
  <generator uri="https://tool.example/">A tool</generator>
  <link rel="self" type="application/atom+xml" href="https://marsh.example/archive/1.atom"/>
  <link rel="current" type="application/atom+xml" href="https://marsh.example/atom.xml"/>
  <link rel="next-archive" type="application/atom+xml" href="https://marsh.example/archive/2.atom"/>
  <link rel="alternate" type="text/html" hreflang="en" href="https://marsh.example/"/>
  <fh:archive/>
  <at:deleted-entry ref="tag:marsh.example,2026:gone" when="2026-01-02T00:00:00Z"/>
  <entry>
    <id>https://marsh.example/reeds</id>
    <title>Reeds</title>
    <link href="https://marsh.example/reeds"/>
    <link rel="enclosure" type="audio/mpeg" title="Reeds" href="https://[2001:db8::1]/reeds.mp3"/>
    <link rel="related" href="https://fen.example/日誌"/>
    <published>2026-01-05T00:15:00Z</published>
    <updated>2026-01-05T00:15:00.25+01:00</updated>
    <category term="sound" scheme="https://marsh.example/subjects"/>
    <summary type="html">What the &lt;i&gt;reeds&lt;/i&gt; say.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>What the <a href="reeds/more">reeds</a> say.<b/></p></div></content>
  </entry>
  <entry>
    <id>tag:marsh.example,2026:frogs</id>
    <title type="html">Frogs &lt;i&gt;and&lt;/i&gt; toads</title>
    <updated>2026-01-06T08:00:00Z</updated>
    <summary>A recording.</summary>
    <source><id>urn:uuid:01234567-89ab-cdef-0123-456789abcdef</id><title>The Fen</title><updated>2026-01-06T08:00:00Z</updated></source>
    <content type="audio/mpeg" src="https://marsh.example/frogs.mp3"/>
    <link rel="alternate" href="https://marsh.example/frogs"/>
  </entry>
</feed>
`;

export const soundJson = `{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Marsh notes",
  "home_page_url": "https://marsh.example/",
  "feed_url": "https://marsh.example/feed.json",
  "next_url": "https://marsh.example/older.json",
  "description": "Notes from the marsh",
  "language": "en",
  "expired": false,
  "authors": [{ "name": "Ona Reil", "url": "https://marsh.example/ona", "avatar": "https://marsh.example/ona.png" }],
  "hubs": [{ "type": "WebSub", "url": "https://hub.example/" }],
  "_marsh": { "about": "https://marsh.example/extension" },
  "items": [
    {
      "id": "tag:marsh.example,2026:reeds",
      "url": "https://marsh.example/reeds",
      "external_url": "https://fen.example/reeds",
      "title": "Reeds",
      "content_html": "<p>What the <a href=\\"https://marsh.example/?a=1&amp;b=2\\">reeds</a> say.</p>",
      "summary": "What the reeds say.",
      "banner_image": "https://marsh.example/reeds.jpg",
      "date_published": "2026-01-05T00:15:00Z",
      "date_modified": "2026-01-06T08:00:00+01:00",
      "tags": ["sound"],
      "attachments": [
        { "url": "https://marsh.example/reeds.mp3", "mime_type": "audio/mpeg", "title": "Reeds", "size_in_bytes": 1234, "duration_in_seconds": 12 }
      ]
    },
    { "id": "tag:marsh.example,2026:frogs", "content_text": "A concert.", "url": "https://marsh.example/frogs" }
  ]
}
`;
