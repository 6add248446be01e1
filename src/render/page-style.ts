/** `style.css`, the look of all pages: phones first, dark and light, and paper. */
export const pageStyle = '/* Presstime */\n';
