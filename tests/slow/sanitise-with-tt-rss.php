<?php
/**
 * Sanitises HTML with Tiny Tiny RSS. Reads an object of `{ html, url }` from standard input, writes `{ version, contents }`:
 * the HTML that is left, with the same keys. The argument is the folder `www`. What the sanitiser asks of a running server is answered here: no plugins, default
 * preferences, and a browser that knows sandboxed frames.
 */
error_reporting(0);
[, $folder] = $argv;

class PluginHost {
	const HOOK_IFRAME_WHITELISTED = 'frames';
	const HOOK_SANITIZE = 'sanitise';
	static function getInstance(): PluginHost { return new PluginHost(); }
	function get_hooks($hook): array { return []; }
}

function get_pref($name, $owner = false) { return false; }
function get_self_url_prefix() { return 'https://reader.example/tt-rss'; }
function is_prefix_https() { return true; }
function clean($text) { return is_array($text) ? array_map('strip_tags', $text) : strip_tags($text); }
function rewrite_relative_url($base, $url) { return UrlHelper::rewrite_relative($base, $url); }

$_SESSION = ['uid' => 1, 'hasSandbox' => true, 'bw_limit' => false];
require_once "$folder/classes/urlhelper.php";
require_once "$folder/classes/rssutils.php";
require_once "$folder/classes/sanitizer.php";

libxml_use_internal_errors(true);
$results = [];
foreach (json_decode(stream_get_contents(STDIN), true) as $name => ['html' => $html, 'url' => $url]) {
	$results[$name] = Sanitizer::sanitize($html, false, 1, $url);
}
echo json_encode(['version' => '21', 'contents' => (object) $results], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
