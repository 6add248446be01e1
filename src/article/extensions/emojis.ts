/** The most used names of emojis on GitHub. https://api.github.com/emojis */
const table = `
+1 👍|-1 👎|100 💯|alarm_clock ⏰|alien 👽|anchor ⚓|angry 😠|apple 🍎|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️
art 🎨|astonished 😲|baby 👶|balloon 🎈|bar_chart 📊|beer 🍺|beers 🍻|bell 🔔|bike 🚲|bird 🐦|birthday 🎂|black_heart 🖤
blue_heart 💙|blush 😊|book 📖|bookmark 🔖|books 📚|boom 💥|bow 🙇|bug 🐛|bulb 💡|cactus 🌵|cake 🍰|calendar 📆|camera 📷
car 🚗|cat 🐱|chart_with_upwards_trend 📈|checkered_flag 🏁|clap 👏|clipboard 📋|clock1 🕐|cloud ☁️|coffee ☕|computer 💻
confetti_ball 🎊|confused 😕|construction 🚧|cookie 🍪|cool 🆒|copyright ©️|crab 🦀|cry 😢|crying_cat_face 😿|dancer 💃|dart 🎯
date 📅|disappointed 😞|dizzy 💫|dog 🐶|dolphin 🐬|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|elephant 🐘|email 📧
exclamation ❗|eyes 👀|facepalm 🤦|fearful 😨|fire 🔥|fireworks 🎆|fish 🐟|flushed 😳|gem 💎|ghost 👻|gift 🎁|globe_with_meridians 🌐
green_heart 💚|grimacing 😬|grin 😁|grinning 😀|guitar 🎸|hammer 🔨|hammer_and_wrench 🛠️|hankey 💩|headphones 🎧|heart ❤️
heart_eyes 😍|heavy_check_mark ✔️|heavy_exclamation_mark ❗|heavy_plus_sign ➕|hourglass ⌛|house 🏠|hugs 🤗|hushed 😯
information_source ℹ️|innocent 😇|joy 😂|key 🔑|kiss 💋|kissing_heart 😘|label 🏷️|laughing 😆|lemon 🍋|link 🔗|lock 🔒|loudspeaker 📢
mag 🔍|mailbox 📫|memo 📝|microphone 🎤|moneybag 💰|monkey 🐒|moon 🌔|mountain ⛰️|muscle 💪|musical_note 🎵|neutral_face 😐
new 🆕|no_entry ⛔|no_good 🙅|nerd_face 🤓|octopus 🐙|ok_hand 👌|open_mouth 😮|package 📦|page_facing_up 📄|palm_tree 🌴
panda_face 🐼|paperclip 📎|partying_face 🥳|pencil 📝|pencil2 ✏️|penguin 🐧|pensive 😔|phone ☎️|pizza 🍕|point_down 👇
point_left 👈|point_right 👉|point_up ☝️|poop 💩|pray 🙏|purple_heart 💜|pushpin 📌|question ❓|rabbit 🐰|rage 😡|rainbow 🌈
raised_hands 🙌|recycle ♻️|red_circle 🔴|relaxed ☺️|relieved 😌|robot 🤖|rocket 🚀|rofl 🤣|rose 🌹|rotating_light 🚨|runner 🏃
santa 🎅|scream 😱|see_no_evil 🙈|seedling 🌱|shield 🛡️|ship 🚢|shrug 🤷|skull 💀|sleeping 😴|slightly_smiling_face 🙂|smile 😄
smiley 😃|smirk 😏|snail 🐌|snake 🐍|snowflake ❄️|snowman ⛄|sob 😭|sparkles ✨|sparkling_heart 💖|speech_balloon 💬|star ⭐
star2 🌟|stars 🌠|stuck_out_tongue 😛|stuck_out_tongue_winking_eye 😜|sun_with_face 🌞|sunflower 🌻|sunglasses 😎|sunny ☀️
sushi 🍣|sweat 😓|sweat_smile 😅|tada 🎉|tangerine 🍊|tea 🍵|tent ⛺|thinking 🤔|thought_balloon 💭|thumbsdown 👎|thumbsup 👍
tired_face 😫|tm ™️|tomato 🍅|tools 🛠️|train 🚆|triangular_flag_on_post 🚩|trophy 🏆|tulip 🌷|turtle 🐢|two_hearts 💕|umbrella ☔
unamused 😒|unicorn 🦄|unlock 🔓|upside_down_face 🙃|v ✌️|vulcan_salute 🖖|warning ⚠️|wastebasket 🗑️|watermelon 🍉|wave 👋|weary 😩
whale 🐳|white_check_mark ✅|wine_glass 🍷|wink 😉|world_map 🗺️|worried 😟|wrench 🔧|x ❌|yellow_heart 💛|yum 😋|zap ⚡|zipper_mouth_face 🤐|zzz 💤
`;

/** The emoji of each name. */
export const emojis: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((pair) => pair.split(' ') as [string, string]),
);
