@NullMarked
package dev.freshet.chat.widget;

import org.jspecify.annotations.NullMarked;
